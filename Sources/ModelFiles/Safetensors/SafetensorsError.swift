/// A safetensors file that cannot be read, or does not hold what was asked for.
///
/// ```text
/// weights.safetensors: expected 8 bytes or more, found 3
/// ```
public struct SafetensorsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, and the tensor in it if the trouble is with one.
  public var place: String
  public var expected: String
  public var found: String

  public init(place: String, expected: String, found: String) {
    self.place = place
    self.expected = expected
    self.found = found
  }

  public var description: String { "\(place): expected \(expected), found \(found)" }
}
