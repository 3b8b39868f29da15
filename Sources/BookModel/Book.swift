public import Foundation

/// A book: a folder with `chapters/`, read and parsed.
public struct Book: Sendable {
  /// The folder that holds `chapters/`.
  public var folder: URL
  public var settings: BookSettings
  /// The settings' description, parsed.
  public var description: [Block]
  /// The chapters in reading order.
  public var chapters: [Chapter]
  /// What `@label` can point at, by label.
  public var targets: [String: LabelTarget]

  public init(
    folder: URL, settings: BookSettings, description: [Block] = [], chapters: [Chapter],
    targets: [String: LabelTarget] = [:]
  ) {
    self.folder = folder
    self.settings = settings
    self.description = description
    self.chapters = chapters
    self.targets = targets
  }
}
