/// Why a figure did not become a picture.
public struct RenderingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The title of the figure.
  public var figure: String
  public var expected: String
  public var found: String

  public init(figure: String, expected: String, found: String) {
    self.figure = figure
    self.expected = expected
    self.found = found
  }

  public var description: String {
    "figure \"\(figure)\": expected \(expected), found \(found)"
  }
}
