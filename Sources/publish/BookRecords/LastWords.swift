import Foundation

/// What the Swift runtime says when it ends a program, found in all that the program printed.
public struct LastWords {
  private let printed: String

  public init(_ printed: String) {
    self.printed = printed
  }

  /// The text of an error that nobody caught.
  public var uncaughtError: String? { text(after: "Fatal error: Error raised at top level: ") }

  /// The text of a failed check.
  public var fatalError: String? { text(after: "Fatal error: ") }

  /// The last message after a mark, up to where the runtime starts to speak of its backtrace.
  private func text(after mark: String) -> String? {
    guard let start = printed.range(of: mark, options: .backwards)?.upperBound else { return nil }
    let message = printed[start...]
    let end = message.range(of: "\n\n*** ")?.lowerBound ?? message.endIndex
    let lines = message[..<end].split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("swift-runtime: ") }
    let text = lines.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : text
  }
}
