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
      diagnostics += source.diagnostics
      var text: ProseText?
      settings = BookSettings(parsing: source, description: &text, diagnostics: &diagnostics)
      if let text {
        var notes = ChapterNotes(of: source, chapterNumber: 0)
        var rules = ReadingRules()
        rules.acceptsExpressions = false
        description = ProseReader.fragment(text, rules: rules, into: &notes)
        diagnostics += notes.diagnostics
      }
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
      chapters: chapters.map { $0.chapter(naming: labels.targets) }, targets: labels.targets)
    return (book, diagnostics.inReadingOrder)
  }

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
