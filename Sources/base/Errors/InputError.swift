/// Bad input from outside: where it is, what was expected there and what was found.
///
/// One struct for files, arguments, downloads, networks that cannot be built and pictures that
/// cannot be drawn. Prints as
/// ```text
/// t10k-labels-idx1-ubyte.gz: expected an 8-byte header, found 3 bytes
/// ```
/// and, where there is something to do about it, a sentence that says what.
public struct InputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, argument, layer or parameter, as its owner knows it.
  public var place: String
  public var expected: String
  public var found: String
  /// What to do about it, if that is not plain: a sentence without its full stop.
  public var advice: String?

  public init(place: String, expected: String, found: String, advice: String? = nil) {
    self.place = place
    self.expected = expected
    self.found = found
    self.advice = advice
  }

  public var description: String {
    "\(place): expected \(expected), found \(found)" + (advice.map { "; \($0)" } ?? "")
  }
}
