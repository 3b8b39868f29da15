import BookRecords
import Foundation

/// The file with what a program printed, which may be far longer than what is kept of it.
struct PrintedText {
  let file: URL

  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// A part of the file, never more than a cell may keep.
  func bytes(from start: Int, to end: Int = .max) -> Data {
    guard end > start, let handle = try? FileHandle(forReadingFrom: file) else { return Data() }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: UInt64(start))) != nil else { return Data() }
    return (try? handle.read(upToCount: min(end - start, CellPlan.printedLimit))) ?? Data()
  }

  /// The end of what was printed.
  var tail: String {
    let start = max(0, Self.size(of: file.path) - CellPlan.printedLimit)
    return String(decoding: bytes(from: start), as: UTF8.self)
  }
}
