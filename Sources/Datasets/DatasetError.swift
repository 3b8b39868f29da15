/// A data set's file that cannot be used: which one, what it should hold and what it holds.
///
/// Prints as `t10k-labels-idx1-ubyte.gz: expected an 8-byte header, found 3 bytes`.
public struct DatasetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's name, or the folder's path.
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
