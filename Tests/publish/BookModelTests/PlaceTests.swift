import BookModel
import Foundation
import Testing

@Suite("Places that messages name")
struct PlaceTests {
  /// The lines of a text by CommonMark's rule, found in another way than the reader's.
  private static func lines(of text: String) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var last: UInt8 = 0
    for byte in text.utf8 {
      switch (last, byte) {
      case (0x0D, 0x0A): break
      case (_, 0x0A), (_, 0x0D): lines.append([])
      default: lines[lines.count - 1].append(byte)
      }
      last = byte
    }
    return lines
  }

  /// Why a message's place is wrong, or `nil` if it exists and is about what it names.
  private static func flaw(of diagnostic: Diagnostic, in text: String) -> String? {
    guard let place = diagnostic.position else { return "no place" }
    let lines = lines(of: text)
    guard (1...lines.count).contains(place.line) else { return "no line" }
    let line = lines[place.line - 1]
    guard (1...line.count + 1).contains(place.column) else { return "no column" }
    let rest = line[(place.column - 1)...]
    if let first = rest.first, 0x80...0xBF ~= first { return "inside a character" }
    guard diagnostic.sourceLine == String(decoding: line, as: UTF8.self) else {
      return "another source line"
    }
    guard let name = diagnostic.message.firstMatch(of: /\bn[0-9]+\b/)?.0 else { return nil }
    let pointedAt = String(decoding: rest.prefix(12), as: UTF8.self)
    return pointedAt.contains(name) ? nil : "about something else"
  }

  @Test("Of 3,000 random chapters, each place exists and shows what the message is about")
  func randomChapters() throws {
    var named = 0
    for part in 0..<20 as Range<UInt64> {
      var files: [String: String] = [:]
      for number in 0..<150 as Range<UInt64> {
        var chapter = RandomChapter(seed: part * 150 + number)
        files["chapters/\(number).md"] = chapter.text()
      }
      for diagnostic in try SmallBook(files).load().diagnostics {
        let text = diagnostic.position.flatMap { files[$0.file] } ?? ""
        if let flaw = Self.flaw(of: diagnostic, in: text) {
          Issue.record("\(flaw), part \(part): \(diagnostic.rendered)")
        }
        if diagnostic.message.contains(/\bn[0-9]+\b/) { named += 1 }
      }
    }
    #expect(named > 10_000, "only \(named) messages name what they are about")
  }
}
