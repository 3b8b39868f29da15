public import Errors

/// A file that no mirror could give.
public struct MirrorsError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  /// What went wrong, mirror by mirror.
  public var failures: [InputError]

  public init(file: String, failures: [InputError]) {
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
