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
    let curled = book.settings.curled
    let summary = renderer.html(chapter.summaryContent)
    summaryHTML = summary.nilIfEmpty
    bodyHTML = renderer.body()
    head = PageHead(
      title: "\(curled(chapter.title)) · \(curled(book.settings.title))",
      description: chapter.summaryContent.plainText(naming: book.targets).nilIfEmpty,
      language: book.settings.languageTag,
      hasFormulas: bodyHTML.contains("class=\"katex") || summary.contains("class=\"katex"))
    self.book = curled(book.settings.title)
    number = chapter.number
    title = curled(chapter.title)
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
        page: $0.page, number: $0.number, title: curled($0.title), isCurrent: isCurrent,
        sections: isCurrent ? sections : [], hasSections: isCurrent && !sections.isEmpty)
    }
    previous = Self.neighbor(of: chapter, by: -1, in: book)
    next = Self.neighbor(of: chapter, by: 1, in: book)
  }

  private static func neighbor(of chapter: Chapter, by step: Int, in book: Book) -> Neighbor? {
    let index = chapter.number - 1 + step
    guard book.chapters.indices.contains(index) else { return nil }
    return Neighbor(
      page: book.chapters[index].page, title: book.settings.curled(book.chapters[index].title))
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
}

extension [String] {
  /// The texts in one phrase, or `nil` if there are none.
  var phrase: String? {
    guard let last else { return nil }
    return count == 1 ? last : dropLast().joined(separator: ", ") + " and " + last
  }
}
