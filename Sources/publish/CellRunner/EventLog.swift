import BookModel
import BookRecords
import Foundation

/// Reads a program's events while it runs: each call gives those that came since the last.
struct EventLog {
  private let file: URL
  private let chapter: Chapter
  private var offset: UInt64 = 0
  private(set) var events: [CellEvent] = []

  init(file: URL, of chapter: Chapter) {
    self.file = file
    self.chapter = chapter
  }

  /// Takes in what was written since; a line that is still being written waits for the next time.
  mutating func update() {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: offset)) != nil,
      let data = try? handle.readToEnd(), let end = data.lastIndex(of: UInt8(ascii: "\n"))
    else { return }
    for line in data[...end].split(separator: UInt8(ascii: "\n")) {
      if let event = try? JSONDecoder().decode(CellEvent.self, from: Data(line)),
        event.isPossible(in: chapter)
      {
        events.append(event)
      }
    }
    offset += UInt64(end - data.startIndex + 1)
  }

  /// The cell that runs, and how many have begun so far.
  var currentCell: Int? {
    for case .began(let cell, _) in events.reversed() { return cell }
    return nil
  }

  var isFinished: Bool {
    if case .finished = events.last { return true }
    return false
  }
}
