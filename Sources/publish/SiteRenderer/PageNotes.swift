import BookModel
import Foundation

/// A file that a page shows, and its place in the site.
struct SiteAsset: Hashable {
  let source: URL
  let path: String
}

/// What comes up while a page is written: files that it needs, its sections, and what is wrong.
struct PageNotes {
  /// What a page's list of sections needs of a heading.
  struct Section {
    let level: Int
    let number: String
    let anchor: String
    let html: String
  }

  private(set) var diagnostics: [Diagnostic] = []
  private(set) var assets: [SiteAsset] = []
  private(set) var sections: [Section] = []
  /// Whether blocks of raw HTML have opened a link around what comes next.
  var isInLink = false
  /// How often the page has referred to each footnote so far.
  private var footnoteUses: [Int: Int] = [:]
  /// The chapter's lines, which messages show.
  private let lines: [String]

  init(of chapter: Chapter) {
    lines = chapter.lines
  }

  mutating func add(_ asset: SiteAsset) { assets.append(asset) }

  mutating func add(_ section: Section) { sections.append(section) }

  /// - Returns: How often the page has referred to the footnote, this time included.
  mutating func useFootnote(_ index: Int) -> Int {
    footnoteUses[index, default: 0] += 1
    return footnoteUses[index, default: 1]
  }

  func uses(ofFootnote index: Int) -> Int { footnoteUses[index, default: 0] }

  mutating func complain(_ message: String, at position: SourcePosition, hints: [String] = []) {
    note(.error, message, at: position, hints: hints)
  }

  mutating func warn(_ message: String, at position: SourcePosition, hints: [String] = []) {
    note(.warning, message, at: position, hints: hints)
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, _ message: String, at position: SourcePosition,
    hints: [String]
  ) {
    let line = position.line - 1
    diagnostics.append(
      Diagnostic(
        severity, message, at: position,
        sourceLine: lines.indices.contains(line) ? lines[line] : nil, hints: hints))
  }
}
