/// How a cell failed that was meant to fail.
///
/// Places count from the cell's own first line, so that they hold wherever the cell stands.
public struct FailureOutput: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable {
    case compileError, trap, thrownError
  }

  public struct Message: Sendable, Hashable, Codable {
    public var text: String
    /// The line of the cell's code, from 0.
    public var line: Int
    /// The column in that line, from 1.
    public var column: Int

    public init(text: String, line: Int, column: Int) {
      self.text = text
      self.line = line
      self.column = column
    }
  }

  public var kind: Kind
  public var messages: [Message]

  public init(kind: Kind, messages: [Message]) {
    self.kind = kind
    self.messages = messages
  }
}
