/// A network that cannot be built, or tensors that do not fit it.
///
/// ```text
/// c1: expected maps of at least 5x5, found [1, 4, 4]
/// ```
public struct NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The layer or parameter that does not fit.
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
