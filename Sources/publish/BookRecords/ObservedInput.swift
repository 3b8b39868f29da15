public import Foundation

/// Something outside of the book that a program asked for, on which its results depend.
public struct ObservedInput: Sendable, Hashable {
  /// What it wanted to know.
  public enum Use: String, Sendable {
    /// The bytes of a file, or the names in a folder.
    case contents
    /// Whether something is there, of which kind and size.
    case status
    /// Where a symbolic link leads, or that there is none.
    case link
  }

  public var use: Use
  /// Relative to the book's folder, or absolute.
  public var path: String

  public init(_ use: Use, _ path: String) {
    self.use = use
    self.path = path
  }

  /// The input as one text, which records and kept results name it by.
  public var key: String { "\(use.rawValue) \(path)" }

  /// - Returns: `nil` if the text is no key.
  public init?(key: String) {
    let parts = key.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let use = Use(rawValue: String(parts[0])) else { return nil }
    self.init(use, String(parts[1]))
  }

  /// What it is now, compared later to see whether it changed.
  ///
  /// - Parameter folder: The folder in which relative paths start.
  public func state(in folder: URL) -> String {
    let path = URL(fileURLWithPath: path, relativeTo: folder).path
    return switch use {
    case .contents: InputState.of(path)
    case .status: InputState.status(of: path)
    case .link: (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? "no link"
    }
  }

  /// What has happened if the state is another one.
  public var change: String {
    switch use {
    case .contents: "the file \(path), which the chapter read, differs"
    case .status: "what stands at \(path), where the chapter looked, differs"
    case .link: "the link \(path), which the chapter followed, differs"
    }
  }
}
