import BookModel
import BookRecords

/// The title page with the table of contents.
struct IndexPage {
  /// What the template prints.
  struct Page: Sendable {
    struct Entry: Sendable {
      let page: String
      let number: Int
      let title: String
      let summaryHTML: String?
    }

    let head: PageHead
    let book: String
    let subtitle: String?
    let descriptionHTML: String
    let chapters: [Entry]
    /// The data that made the book, in one phrase.
    let dataSources: String?
  }

  let page: Page
  let diagnostics: [Diagnostic]

  init(
    book: Book, dataSources: [String], formulas: FormulaRenderer, highlighter: SwiftHighlighter
  ) {
    let settings = book.settings
    // The description belongs to no chapter, so it is rendered as the text of an empty one.
    let empty = Chapter(
      file: "chapters/book.yml", number: 0, slug: "index", title: settings.title)
    let nothing = RunChapter(
      result: ChapterResult(cells: [], inlineValues: [], dataSources: []),
      figureFolder: book.folder)
    var renderer = ChapterRenderer(
      book: book, chapter: empty, run: nothing, edition: .instructor, formulas: formulas,
      highlighter: highlighter)
    let description = renderer.html(book.description)
    let entries = book.chapters.map {
      Page.Entry(
        page: $0.page, number: $0.number, title: settings.curled($0.title),
        summaryHTML: renderer.html($0.summaryContent.withoutLinks).nilIfEmpty)
    }
    let html = description + entries.compactMap(\.summaryHTML).joined()
    page = Page(
      head: PageHead(
        title: settings.curled(settings.title), description: settings.subtitle.nilIfEmpty,
        language: settings.languageTag,
        hasFormulas: html.contains("class=\"katex")),
      book: settings.curled(settings.title),
      subtitle: settings.curled(settings.subtitle).nilIfEmpty,
      descriptionHTML: description,
      chapters: entries, dataSources: dataSources.phrase)
    diagnostics = renderer.diagnostics
  }
}
