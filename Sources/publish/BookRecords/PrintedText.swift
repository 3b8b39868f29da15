public import Foundation

/// The file with what a program printed, which may be far longer than what is kept of it.
public struct PrintedText: Sendable {
  public let file: URL

  public init(file: URL) {
    self.file = file
  }

  /// How many bytes there are.
  public var size: Int {
    var status = stat()
    return stat(file.path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// What a terminal shows of a part of the file.
  ///
  /// - Parameter limit: How many bytes of it are wanted; what is cut is a little longer than that.
  public func shown(from start: Int, to end: Int = .max, limit: Int) -> String {
    guard start >= 0, end > start, let handle = try? FileHandle(forReadingFrom: file) else {
      return ""
    }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: UInt64(start))) != nil else { return "" }
    var terminal = TerminalText()
    var left = end - start
    while left > 0, terminal.length <= limit,
      let part = try? handle.read(upToCount: min(left, 1 << 16)), !part.isEmpty
    {
      terminal.write(part)
      left -= part.count
    }
    let text = terminal.text.withoutMemoryAddresses
    guard text.utf8.count > limit + 1 else { return text }
    return String(decoding: text.utf8.prefix(limit + 1), as: UTF8.self)
  }

  /// The end of what was printed.
  public var tail: String {
    // What is no UTF-8 is shown with three bytes for each.
    shown(from: max(0, size - CellPlan.printedLimit), limit: 3 * CellPlan.printedLimit)
  }
}
