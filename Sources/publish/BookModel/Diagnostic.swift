/// A problem in the book, told so that an author can mend it.
public struct Diagnostic: Sendable, Hashable, Codable, Error {
  public enum Severity: String, Sendable, Codable {
    case error, warning
  }

  public var severity: Severity
  public var message: String
  /// Where the problem is; `nil` for one that has no place in a file.
  public var position: SourcePosition?
  /// The text of that line, printed below the message with a caret at the column.
  public var sourceLine: String?
  /// What to do about it, one sentence each.
  public var hints: [String]

  public init(
    _ severity: Severity = .error, _ message: String, at position: SourcePosition? = nil,
    sourceLine: String? = nil, hints: [String] = []
  ) {
    self.severity = severity
    self.message = message
    self.position = position
    // A cell may start with a line that is shorter than the cell's indentation.
    if let position, let sourceLine {
      self.position?.column = min(position.column, sourceLine.utf8.count + 1)
    }
    self.sourceLine = sourceLine
    self.hints = hints
  }
}
