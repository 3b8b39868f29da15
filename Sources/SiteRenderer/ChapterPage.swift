import BookModel
import BookRecords

/// What the templates print on a chapter's page. Properties named `…HTML` are HTML already.
struct ChapterPage: Sendable {
  /// A line in the list of chapters.
  struct Entry: Sendable {
    let page: String
    let number: Int
    let title: String
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
    let title: String
  }

  let head: PageHead
  let book: String
  let number: Int
  let title: String
  let label: String?
  let summaryHTML: String?
  /// The address of the chapter's Swift file.
  let download: String?
  let bodyHTML: String
  let contents: [Entry]
  let previous: Neighbor?
  let next: Neighbor?
  /// The data that made the page, in one phrase.
  let dataSources: String?

  init(rendering renderer: inout ChapterRenderer) {
    let (book, chapter) = (renderer.book, renderer.chapter)
    let summary = renderer.html(chapter.summaryContent)
    summaryHTML = summary.nilIfEmpty
    bodyHTML = renderer.body()
    head = PageHead(
      title: "\(chapter.title.curled) · \(book.settings.title.curled)",
      description: chapter.summaryContent.plainText.nilIfEmpty, language: book.settings.language,
      hasFormulas: bodyHTML.contains("class=\"katex") || summary.contains("class=\"katex"))
    self.book = book.settings.title.curled
    number = chapter.number
    title = chapter.title.curled
    label = chapter.label
    download = chapter.hasDownload ? "downloads/\(chapter.downloadName)" : nil
    dataSources = renderer.run.result.dataSources.phrase
    let sections = renderer.sections.filter { $0.level <= 3 }.map {
      Section(
        anchor: $0.anchor, number: $0.number, titleHTML: $0.html, isPart: $0.level == 3)
    }
    contents = book.chapters.map {
      let isCurrent = $0.number == chapter.number
      return Entry(
        page: $0.page, number: $0.number, title: $0.title.curled, isCurrent: isCurrent,
        sections: isCurrent ? sections : [], hasSections: isCurrent && !sections.isEmpty)
    }
    previous = Self.neighbor(of: chapter, by: -1, in: book)
    next = Self.neighbor(of: chapter, by: 1, in: book)
  }

  private static func neighbor(of chapter: Chapter, by step: Int, in book: Book) -> Neighbor? {
    let index = chapter.number - 1 + step
    guard book.chapters.indices.contains(index) else { return nil }
    return Neighbor(page: book.chapters[index].page, title: book.chapters[index].title.curled)
  }
}

/// What stands in a page's `head`.
struct PageHead: Sendable {
  let title: String
  let description: String?
  let language: String
  let hasFormulas: Bool
}

extension String {
  /// The text, or `nil`, which templates leave out.
  var nilIfEmpty: String? { isEmpty ? nil : self }
}

extension [String] {
  /// The texts in one phrase, or `nil` if there are none.
  var phrase: String? {
    guard let last else { return nil }
    return count == 1 ? last : dropLast().joined(separator: ", ") + " and " + last
  }
}
