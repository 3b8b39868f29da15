/// A chapter: its prose and cells in order.
public struct Chapter: Sendable {
  /// The path from the book's folder, such as `chapters/03-network.md`.
  public var file: String
  /// The chapter's number in the book, from 1.
  public var number: Int
  /// The name of its page without `.html`, made from the file's name.
  public var slug: String
  public var title: String
  /// One sentence for the table of contents.
  public var summary: String
  /// The chapter's lines as they stand in the file.
  public var lines: [String]
  /// The cells in order.
  public var cells: [Cell]
  public var inlineExpressions: [InlineExpression]
}
