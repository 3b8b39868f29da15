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
    var description: [Block] = []
    if let data = files.settings {
      let source = SourceText(data, file: "chapters/book.yml")
      diagnostics += [source.invalidUTF8].compactMap(\.self)
      settings = BookSettings(parsing: source, diagnostics: &diagnostics)
      description = Self.description(of: settings, in: source, diagnostics: &diagnostics)
    }

    let chapters = files.chapters.enumerated().map { index, file in
      ChapterReader(file.data, file: "chapters/" + file.name, number: index + 1)
    }
    diagnostics += chapters.flatMap(\.diagnostics)
    diagnostics += Self.clashingPages(chapters)
    let labels = LabelIndex(chapters)
    diagnostics += labels.diagnostics
    diagnostics += LinkCheck(chapters, folder: folder).diagnostics

    let book = Book(
      folder: folder, settings: settings, description: description,
      chapters: chapters.map(\.chapter), targets: labels.targets)
    return (book, diagnostics.inReadingOrder)
  }

  private static func description(
    of settings: BookSettings, in source: SourceText, diagnostics: inout [Diagnostic]
  ) -> [Block] {
    let line = source.lines.firstIndex { $0.hasPrefix("description:") } ?? 0
    var reader = ProseReader(source: source, chapterNumber: 0)
    reader.acceptsExpressions = false
    let blocks = reader.fragment(settings.description, at: source.position(line: line + 1))
    diagnostics += reader.diagnostics
    return blocks
  }

  /// Chapters whose pages would have the same name, or that of the table of contents.
  private static func clashingPages(_ chapters: [ChapterReader]) -> [Diagnostic] {
    var files = ["index": "the table of contents", "": "no page"]
    return chapters.compactMap { reader in
      let chapter = reader.chapter
      if let other = files.updateValue(chapter.file, forKey: chapter.slug) {
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
