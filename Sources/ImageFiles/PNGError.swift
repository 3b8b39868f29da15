/// A file that is not a picture we can read: which one, what it should be and what it is.
///
/// Prints as `seven.png: expected a PNG file, found one that starts with the bytes ff d8 ff e0`.
public struct PNGError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var expected: String
  public var found: String

  public init(file: String, expected: String, found: String) {
    self.file = file
    self.expected = expected
    self.found = found
  }

  public var description: String { "\(file): expected \(expected), found \(found)" }
}
