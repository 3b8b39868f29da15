/// A place in one of the book's files, as an editor shows it.
public struct SourcePosition: Sendable, Hashable, Codable {
  /// The path from the book's folder, such as `chapters/07-network.md`.
  public var file: String
  /// The line, counted from 1.
  public var line: Int
  /// The column, counted from 1 in UTF-8 bytes as compilers do.
  public var column: Int

  public init(file: String, line: Int, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}
