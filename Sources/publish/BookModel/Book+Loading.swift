public import Foundation

extension Book {
  /// Reads `chapters/book.yml` and `chapters/*.md`, the chapters in the order of their names.
  ///
  /// - Returns: The book as far as it could be read, and every problem in it. A book with an error
  ///   among its problems is not fit to be run.
  public static func load(folder: URL) -> (book: Book, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let files = BookFiles(folder: folder)
    diagnostics += files.diagnostics

    var settings = BookSettings(title: BookSettings.defaultTitle)
    let settingsSource = files.settings.map { SourceText($0, file: "chapters/book.yml") }
    var titlePage: TitlePageReader?
    if let source = settingsSource {
      diagnostics += source.diagnostics
      var description: ProseText?
      settings = BookSettings(
        parsing: source, description: &description, diagnostics: &diagnostics)
      titlePage = TitlePageReader(settings, description: description, in: source)
      diagnostics += titlePage?.diagnostics ?? []
    }

    let chapters = files.chapters.enumerated().map { index, file in
      ChapterReader(file.data, file: "chapters/" + file.name, number: index + 1)
    }
    diagnostics += chapters.flatMap(\.diagnostics)
    diagnostics += chapters.flatMap {
      Exercise.problems(of: $0.chapter, in: $0.source, edition: settings.edition)
    }
    diagnostics += Self.clashingPages(chapters)
    let labels = LabelIndex(chapters, titlePage: titlePage)
    diagnostics += labels.diagnostics
    diagnostics += LinkCheck(chapters, titlePage: titlePage?.page, folder: folder).diagnostics
    diagnostics +=
      InputCheck(chapters, settings: settings, source: settingsSource, folder: folder).diagnostics

    let names = labels.targets.mapValues { $0.name(in: settings.words) }
    let book = Book(
      folder: folder, settings: settings, titleContent: titlePage?.title,
      subtitleContent: titlePage?.subtitle, description: titlePage?.description ?? [],
      chapters: chapters.map { $0.chapter(naming: names) }, targets: labels.targets)
    return (book, diagnostics.inReadingOrder)
  }

  /// How many bytes a chapter's name may have: disks allow 255, with whatever is put to it.
  private static let longestSlug = 200

  /// Chapters whose pages would have no name, or that of another page. Some disks take large and
  /// small letters for the same.
  private static func clashingPages(_ chapters: [ChapterReader]) -> [Diagnostic] {
    var files = ["index": "the table of contents"]
    return chapters.compactMap { reader in
      let chapter = reader.chapter
      guard !chapter.slug.isEmpty else {
        return Diagnostic(
          .error, "no letter or digit is in the name of \(chapter.file)",
          hints: ["the name of its page is made of them: rename the chapter's file"])
      }
      guard chapter.slug.utf8.count <= longestSlug else {
        return Diagnostic(
          .error, "the name of \(chapter.file) is too long",
          hints: ["the files made of it have names too: \(longestSlug) bytes are the most"])
      }
      if let other = files.updateValue(chapter.file, forKey: chapter.slug.lowercased()) {
        return Diagnostic(
          .error,
          "the page `\(chapter.slug).html` of \(chapter.file) is already \(other)",
          hints: ["rename the chapter's file"])
      }
      return nil
    }
  }
}

extension [Diagnostic] {
  /// Problems without a place first, then by file and line.
  fileprivate var inReadingOrder: [Diagnostic] {
    sorted { first, second in
      guard let a = first.position else { return second.position != nil }
      guard let b = second.position else { return false }
      return (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
  }
}
