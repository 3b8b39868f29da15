public import Foundation

/// A book: a folder with `chapters/`, read and parsed.
public struct Book: Sendable {
  /// The folder that holds `chapters/`.
  public var folder: URL
  public var settings: BookSettings
  /// The settings' title, parsed.
  public var titleContent: [Inline]
  /// The settings' subtitle, parsed.
  public var subtitleContent: [Inline]
  /// The settings' description, parsed.
  public var description: [Block]
  /// The chapters in reading order.
  public var chapters: [Chapter]
  /// What `@label` can point at, by label.
  public var targets: [String: LabelTarget]

  public init(
    folder: URL, settings: BookSettings, titleContent: [Inline]? = nil,
    subtitleContent: [Inline]? = nil, description: [Block] = [], chapters: [Chapter],
    targets: [String: LabelTarget] = [:]
  ) {
    self.folder = folder
    self.settings = settings
    self.titleContent = titleContent ?? [.text(settings.title)]
    self.subtitleContent = subtitleContent ?? [.text(settings.subtitle)]
    self.description = description
    self.chapters = chapters
    self.targets = targets
  }
}
