import BookModel
import BookRecords

/// The title page with the table of contents.
struct IndexPage {
  /// What the template prints.
  struct Page: Sendable {
    struct Entry: Sendable {
      let page: String
      let number: Int
      let titleHTML: String
      let summaryHTML: String?
    }

    let head: PageHead
    let words: BookWords
    let bookHTML: String
    let subtitleHTML: String?
    let descriptionHTML: String
    let chapters: [Entry]
    /// The data that made the book, in one phrase.
    let dataSources: String?
  }

  let page: Page
  let notes: PageNotes

  /// - Parameter source: the page's own text as that of a chapter without a number.
  init(_ source: PageSource, dataSources: [String]) {
    let book = source.book
    var notes = PageNotes(of: source.chapter)
    let title = source.html(book.titleContent, into: &notes)
    let subtitle = source.html(book.subtitleContent, into: &notes)
    let description = BlockRenderer(of: source).html(book.description, into: &notes)
    // What is wrong with a chapter's title or summary is said by its own page.
    var elsewhere = PageNotes(of: source.chapter)
    let entries = book.chapters.map {
      Page.Entry(
        page: $0.page, number: $0.number,
        titleHTML: source.html($0.titleContent, in: .titles, into: &elsewhere),
        summaryHTML: source.html($0.summaryContent, in: .titles, into: &elsewhere).nilIfEmpty)
    }
    let text =
      [title, subtitle, description]
      + entries.flatMap { [$0.titleHTML, $0.summaryHTML ?? ""] }
    page = Page(
      head: PageHead(
        title: source.plainText(book.titleContent),
        description: source.plainText(book.subtitleContent).nilIfEmpty,
        language: book.settings.languageTag, hasFormulas: text.contains { $0.hasFormula }),
      words: source.words, bookHTML: title, subtitleHTML: subtitle.nilIfEmpty,
      descriptionHTML: description,
      chapters: entries, dataSources: dataSources.phrase(in: source.words))
    self.notes = notes
  }
}
