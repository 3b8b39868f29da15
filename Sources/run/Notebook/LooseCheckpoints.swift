import BookRecords
import Errors
import Files
import Foundation

/// Checkpoints outside the book, where a reader runs chapters one by one: files in the folder that
/// an environment variable names. They are made anew in each run; without the variable there are
/// none.
enum LooseCheckpoints {
  /// What a file holds: the checkpoint's name is the mark by which it is known as ours.
  private struct Content<Value: Codable>: Codable {
    var checkpoint: String
    var value: Value
  }

  /// The name alone, whatever the value is.
  private struct Mark: Decodable {
    var checkpoint: String
  }

  private static var folder: String? { ProcessInfo.processInfo.environment["BOOK_CHECKPOINTS"] }

  /// - Throws: `CheckpointError` if a file of the reader's has the place, or an error of the file
  ///   system.
  static func keep<Value: Codable>(_ value: Value, as name: String) throws -> Value {
    guard let folder else { return value }
    try OutputFolder(folder).make()
    let file = file(of: name, in: folder)
    guard !FileManager.default.fileExists(atPath: file) || isOwn(file, name) else {
      throw CheckpointError(
        name: name, reason: "\(file) is another file; move it away, or run this elsewhere")
    }
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    try OutputFile(file).write(encoder.encode(Content(checkpoint: name, value: value)))
    return value
  }

  /// - Returns: The value, or `nil` if no chapter has kept one.
  static func value<Value: Codable>(of name: String) throws -> Value? {
    guard let folder else { return nil }
    let file = file(of: name, in: folder)
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard isOwn(file, name) else {
      throw RestoreError(name: name, reason: "\(file) holds something else")
    }
    do {
      let data = try InputFile(file).contents()
      return try PropertyListDecoder().decode(Content<Value>.self, from: data).value
    } catch is DecodingError {
      throw RestoreError(name: name, reason: "it is not a \(Value.self)")
    }
  }

  private static func isOwn(_ file: String, _ name: String) -> Bool {
    guard let data = try? InputFile(file).contents() else { return false }
    return (try? PropertyListDecoder().decode(Mark.self, from: data))?.checkpoint == name
  }

  private static func file(of name: String, in folder: String) -> String {
    "\(folder)/\(CellPlan.fileName(name)).plist"
  }
}
