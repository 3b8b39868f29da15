import Foundation

/// Checkpoints outside the book, where a reader runs chapters one by one: files in the folder that
/// an environment variable names. They are made anew in each run; without the variable there are
/// none.
enum LooseCheckpoints {
  private static func file(_ name: String) -> URL? {
    guard let folder = ProcessInfo.processInfo.environment["BOOK_CHECKPOINTS"] else { return nil }
    let words = name.split { !($0.isLetter || $0.isNumber) }
    return URL(fileURLWithPath: folder, isDirectory: true)
      .appendingPathComponent(words.joined(separator: "-") + ".plist")
  }

  static func keep<Value: Codable>(_ value: Value, as name: String) throws -> Value {
    guard let file = file(name) else { return value }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    // A property list needs a container at its top.
    try encoder.encode([value]).write(to: file, options: .atomic)
    return value
  }

  /// - Returns: The value, or `nil` if no chapter has kept one.
  static func value<Value: Codable>(of name: String) throws -> Value? {
    guard let file = file(name), FileManager.default.fileExists(atPath: file.path) else {
      return nil
    }
    return try PropertyListDecoder().decode([Value].self, from: Data(contentsOf: file)).first
  }
}
