import BookModel
import BookRecords

/// What the templates print on a chapter's page. Properties named `…HTML` are HTML already.
struct ChapterPage: Sendable {
  /// A line in the list of chapters.
  struct Entry: Sendable {
    let page: String
    let number: Int
    let titleHTML: String
    let isCurrent: Bool
    /// The sections of the current chapter.
    let sections: [Section]
    let hasSections: Bool
  }

  struct Section: Sendable {
    let anchor: String
    let number: String
    let titleHTML: String
    let isPart: Bool
  }

  struct Neighbor: Sendable {
    let page: String
    let titleHTML: String
  }

  let head: PageHead
  let words: BookWords
  let bookHTML: String
  let number: Int
  /// The chapter's number with its word.
  let numberText: String
  let titleHTML: String
  let label: String?
  let summaryHTML: String?
  /// The address of the chapter's Swift file.
  let download: String?
  /// The address of the archive with the whole book.
  let kit = BookKit.path
  let bodyHTML: String
  let contents: [Entry]
  let previous: Neighbor?
  let next: Neighbor?
  /// The data that made the page, in one phrase.
  let dataSources: String?

  init(_ page: PageSource, into notes: inout PageNotes) {
    let (book, chapter) = (page.book, page.chapter)
    // What is wrong with a title is said by the page that it stands on.
    func title(_ content: [Inline]) -> String {
      var elsewhere = PageNotes(of: chapter)
      return page.html(content, in: .titles, into: &elsewhere)
    }
    titleHTML = page.html(chapter.titleContent, into: &notes)
    let summary = page.html(chapter.summaryContent, into: &notes)
    summaryHTML = summary.nilIfEmpty
    bodyHTML =
      StopNotice(of: page).banner
      + BlockRenderer(of: page).html(chapter.blocks, into: &notes)
      + Footnotes(of: page).html(into: &notes)
    bookHTML = title(book.titleContent)
    words = page.words
    number = chapter.number
    numberText = words.chapter.filled(number)
    label = chapter.label
    download = chapter.hasDownload ? "downloads/\(chapter.downloadName)" : nil
    dataSources = page.run.result.dataSources.phrase(in: words)
    let sections = notes.sections.filter { $0.level <= 3 }.map {
      Section(
        anchor: $0.anchor, number: $0.number, titleHTML: $0.html, isPart: $0.level == 3)
    }
    contents = book.chapters.map {
      let isCurrent = $0.number == chapter.number
      return Entry(
        page: $0.page, number: $0.number, titleHTML: title($0.titleContent), isCurrent: isCurrent,
        sections: isCurrent ? sections : [], hasSections: isCurrent && !sections.isEmpty)
    }
    func neighbor(by step: Int) -> Neighbor? {
      let index = chapter.number - 1 + step
      guard book.chapters.indices.contains(index) else { return nil }
      let other = book.chapters[index]
      return Neighbor(page: other.page, titleHTML: title(other.titleContent))
    }
    previous = neighbor(by: -1)
    next = neighbor(by: 1)
    let text = [titleHTML, summary, bodyHTML, bookHTML] + contents.map(\.titleHTML)
    head = PageHead(
      title: "\(page.plainText(chapter.titleContent)) · \(page.plainText(book.titleContent))",
      description: page.plainText(chapter.summaryContent).nilIfEmpty,
      language: book.settings.languageTag, hasFormulas: text.contains { $0.hasFormula })
  }
}

/// What stands in a page's `head`.
struct PageHead: Sendable {
  let title: String
  let description: String?
  let language: String
  let isRightToLeft: Bool
  let hasFormulas: Bool

  init(title: String, description: String?, language: LanguageTag, hasFormulas: Bool) {
    self.title = title
    self.description = description
    self.language = language.description
    isRightToLeft = language.isRightToLeft
    self.hasFormulas = hasFormulas
  }
}

extension String {
  /// The text, or `nil`, which templates leave out.
  var nilIfEmpty: String? { isEmpty ? nil : self }

  /// Whether there is a formula in this HTML.
  var hasFormula: Bool { contains("class=\"katex") }
}

extension [String] {
  /// The sources of a page's data in one sentence, or `nil` if there are none.
  func phrase(in words: BookWords) -> String? {
    guard let last else { return nil }
    let sources =
      count == 1 ? last : dropLast().joined(separator: ", ") + " \(words.and) " + last
    return words.dataSources.filled(sources)
  }
}
