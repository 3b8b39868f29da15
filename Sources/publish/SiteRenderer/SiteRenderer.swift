public import BookModel
public import BookRecords
public import Errors
public import Foundation

/// Writes a book and what its cells left as a folder of pages that need no server.
///
/// The same book and results give the same bytes, wherever and whenever they are rendered.
///
///     let renderer = SiteRenderer(environment: ProcessInfo.processInfo.environment)
///     let problems = try renderer.render(book, chapters: runs, to: folder)
public struct SiteRenderer: Sendable {
  private let environment: [String: String]
  private let cacheFile: URL?
  private let edition: Edition

  /// - Parameters:
  ///   - environment: where `PATH` leads to the Swift toolchain and `KATEX_DIR`, if set, to KaTeX.
  ///   - cacheFile: where formulas and coloured code are kept for the next build.
  public init(
    environment: [String: String], cacheFile: URL? = nil, edition: Edition = .instructor
  ) {
    self.environment = environment
    self.cacheFile = cacheFile
    self.edition = edition
  }

  /// Writes the site into a folder, which is made if it is not there.
  ///
  /// - Parameters:
  ///   - chapters: what running each of the book's chapters left, in order.
  ///   - folder: an empty folder; put it in the place of the old site when it is complete.
  /// - Returns: What is wrong with the pages. With an error among the problems they are written,
  ///   but not fit to be published.
  public func render(_ book: Book, chapters: [RunChapter], to folder: URL) throws(InputError)
    -> [Diagnostic]
  {
    try Self.check(chapters, against: book)
    let katex = KaTeX(environment: environment)
    let parser = Toolchain(environment: environment)?.sourceKitLibrary
    let cache = FragmentCache(file: cacheFile, tools: Self.tools(katex: katex, parser: parser))
    let formulas = FormulaRenderer(katex: katex, cache: cache)
    let highlighter = SwiftHighlighter(library: parser, cache: cache)
    let theme = try Theme()

    var site = SiteFolder(folder)
    var diagnostics: [Diagnostic] = []
    let addresses = BookAddresses(of: book)
    func source(of chapter: Chapter, run: RunChapter, edition: Edition) -> PageSource {
      PageSource(
        book: book, chapter: chapter, run: run, edition: edition, addresses: addresses,
        formulas: formulas, highlighter: highlighter)
    }
    // The title page belongs to no chapter, so it is written as an empty one.
    let dataSources = chapters.flatMap(\.result.dataSources).uniqued()
    let nothing = RunChapter(
      result: ChapterResult(cells: [], inlineValues: [], dataSources: []), figureFolder: folder)
    let index = IndexPage(
      source(of: book.titlePage, run: nothing, edition: .instructor), dataSources: dataSources)
    var pages: [(path: String, html: String)] = []
    var assets: [SiteAsset] = []
    var search = SearchIndex()
    for (chapter, run) in zip(book.chapters, chapters) {
      var notes = PageNotes(of: chapter)
      let source = source(of: chapter, run: run, edition: edition)
      let page = ChapterPage(source, into: &notes)
      search.add(source)
      pages.append((chapter.page, theme.html(for: page, template: "chapter")))
      // What a chapter that failed does not show is no news.
      if run.result.stop == nil { diagnostics += notes.diagnostics }
      for asset in notes.assets { try site.copy(asset) }
      assets += notes.assets
      if chapter.hasDownload {
        let download = ChapterDownload(
          chapter, of: book, edition: edition, values: run.result.inlineValues)
        try site.write(download.text, to: "downloads/" + download.name)
      }
    }
    pages.append(("index.html", theme.html(for: index.page, template: "index")))
    for asset in index.notes.assets { try site.copy(asset) }
    diagnostics += index.notes.diagnostics
    try site.write(
      BookKit(of: book, edition: edition, chapters: chapters, assets: assets + index.notes.assets))

    for page in pages { try site.write(page.html, to: page.path) }
    try theme.writeFiles(to: &site, words: book.settings.words)
    try site.write(search.script, to: "assets/index.js")
    if formulas.isUsed, let katex { try site.add(katex) }
    if highlighter.lacksParser { diagnostics.append(Self.plainCode) }
    try cache.save()
    return diagnostics
  }

  /// That each chapter has the results of its own cells.
  private static func check(_ chapters: [RunChapter], against book: Book) throws(InputError) {
    guard chapters.count == book.chapters.count else {
      throw InputError(
        place: "the book", expected: "results of \(book.chapters.count) chapters",
        found: "\(chapters.count)")
    }
    for (chapter, run) in zip(book.chapters, chapters) {
      let found = (run.result.cells.count, run.result.inlineValues.count)
      let expected = (chapter.cells.count, chapter.inlineExpressions.count)
      guard found == expected else {
        throw InputError(
          place: chapter.file,
          expected: "results of \(expected.0) cells and \(expected.1) inline expressions",
          found: "\(found.0) and \(found.1)")
      }
    }
  }

  private static let plainCode = Diagnostic(
    .warning, "the code is not coloured: no libsourcekitdInProc is beside `swiftc`",
    hints: ["put the Swift toolchain first on PATH"])

  /// What formulas and coloured code depend on besides their text.
  private static func tools(katex: KaTeX?, parser: URL?) -> String {
    let files = [katex?.folder.appending(path: "katex.min.js"), parser].compactMap(\.self)
    let identities = files.map { file in
      let file = file.resolvingSymlinksInPath()
      let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize
      return "\(file.path) \(size ?? 0)"
    }
    return (identities + [FormulaRenderer.identity, SwiftHighlighter.identity])
      .joined(separator: "\n")
  }
}

extension Book {
  /// The title page's own text as that of a chapter without a number.
  fileprivate var titlePage: Chapter {
    Chapter(file: "chapters/book.yml", number: 0, slug: "index", title: settings.title)
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order of first occurrence.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
