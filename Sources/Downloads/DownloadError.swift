/// A download that did not come to its end: which file, what should have come and what came.
///
/// Prints as `https://…/t10k-labels-idx1-ubyte.gz: expected the file, found status 404`.
public struct DownloadError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The address, or the file's path.
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

/// A file that no mirror could give.
public struct MirrorsError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  /// What went wrong, mirror by mirror.
  public var failures: [DownloadError]

  public init(file: String, failures: [DownloadError]) {
    self.file = file
    self.failures = failures
  }

  public var description: String {
    let reasons = failures.map { "\n  \($0)" }.joined()
    return "\(file): no mirror could give it. Is this machine connected to the network?"
      + reasons
      + "\nWhat has come so far is kept; the same command goes on from there."
  }
}
