/// A site that could not be written.
public struct SiteError: Error, Sendable, CustomStringConvertible {
  /// The file or folder, from the site's or the book's folder.
  public let place: String
  public let expected: String
  public let found: String

  public var description: String { "\(place): expected \(expected), found \(found)" }
}
