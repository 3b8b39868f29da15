public import Figures
import Foundation
public import Testing

/// Compares a drawing's text with the file `Goldens/NAME.txt` beside the test.
///
/// `RECORD_GOLDENS=1` writes the file instead, except in CI. A mismatch leaves the new text in
/// `.build/goldens`.
public func expectGolden(
  _ drawing: Drawing, named name: String, test: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: test).deletingLastPathComponent()
  let golden = folder.appending(path: "Goldens/\(name).txt")
  let environment = ProcessInfo.processInfo.environment
  if environment["RECORD_GOLDENS"] == "1", environment["CI"] == nil {
    try write(drawing.description, to: golden)
    return
  }
  let expected = try? String(contentsOf: golden, encoding: .utf8)
  if expected == drawing.description { return }
  let found = folder.appending(path: "../../../.build/goldens/\(name).txt").standardized
  try write(drawing.description, to: found)
  Issue.record(
    "\(expected == nil ? "no golden" : "mismatch"): compare \(golden.path()) with \(found.path())",
    sourceLocation: sourceLocation)
}

private func write(_ text: String, to file: URL) throws {
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try text.write(to: file, atomically: true, encoding: .utf8)
}
