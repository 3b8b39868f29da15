import Foundation

/// Whether links, pictures and raw HTML lead to chapters, places in them, and files of the book.
struct LinkCheck {
  /// What one of the book's texts says of addresses.
  struct Page {
    let source: SourceText
    /// The chapter's place in the book, or `nil` for the title page.
    let chapter: Int?
    let links: [Link]
    let images: [Image]
    let html: [RawHTML]
    /// The places of the page that a link can lead to.
    let anchors: Set<String>
  }

  private(set) var diagnostics: [Diagnostic] = []
  private let pages: [Page]
  private let names: [String]
  private let addresses: BookAddresses

  /// - Parameters:
  ///   - chapters: the chapters in their order.
  ///   - titlePage: the description in `book.yml`, if there is one.
  init(_ chapters: [ChapterReader], titlePage: Page?, folder: URL) {
    names = chapters.map(\.chapter.fileName)
    addresses = BookAddresses(folder: folder, chapterNames: names)
    pages = chapters.map(\.page)
    for page in pages + [titlePage].compactMap(\.self) { check(page) }
  }

  private mutating func check(_ page: Page) {
    for link in page.links { check(link.destination, at: link.position, of: page) }
    for image in page.images { check(image, of: page) }
    for html in page.html {
      for (mention, use) in html.addresses {
        if use == .part, case .elsewhere? = try? addresses.destination(of: mention.text),
          !mention.text.lowercased().hasPrefix("data:")
        {
          complain(
            "the page asks another host for `\(mention.text)`",
            at: html.position(of: mention.place),
            of: page, severity: .warning, hints: ["put the file into the book"])
        } else {
          check(mention.text, at: html.position(of: mention.place), of: page)
        }
      }
    }
  }

  private mutating func check(_ image: Image, of page: Page) {
    do throws(AddressProblem) {
      guard case .file = try addresses.destination(of: image.source, noun: "picture") else {
        throw AddressProblem(
          message: "a picture must be a file of the book, found `\(image.source)`",
          hints: ["pages ask no other host: put the picture beside the chapters"])
      }
    } catch {
      complain(error.message, at: image.position, of: page, hints: error.hints)
    }
    if image.altText.isEmpty {
      complain(
        "the picture has no alt text", at: image.position, of: page,
        hints: ["say what it shows: `![what it shows](\(image.source))`"])
    }
  }

  private mutating func check(
    _ address: String, at position: @autoclosure () -> SourcePosition, of page: Page
  ) {
    do throws(AddressProblem) {
      guard case .page(let chapter, let fragment) = try addresses.destination(of: address) else {
        return
      }
      try checkFragment(fragment, inChapter: chapter ?? page.chapter, of: page)
    } catch {
      let own = page.chapter.map { names[$0] } ?? names.first ?? "01-start.md"
      let isPage = error.hints.isEmpty && address.prefix { $0 != "#" }.hasSuffix(".html")
      complain(
        error.message, at: position(), of: page,
        hints: isPage ? ["link to a chapter by its file, such as `\(own)`"] : error.hints)
    }
  }

  private func checkFragment(_ fragment: String?, inChapter chapter: Int?, of page: Page)
    throws(AddressProblem)
  {
    guard let fragment, !fragment.isEmpty else { return }
    let places = chapter.map { pages[$0].anchors } ?? page.anchors
    let name = fragment.removingPercentEncoding ?? fragment
    guard !places.contains(name) else { return }
    throw AddressProblem(
      message: "no place in \(chapter.map { names[$0] } ?? "the description") is called `\(name)`",
      hints: didYouMean(name, among: places, mark: "#"))
  }

  private mutating func complain(
    _ message: String, at position: SourcePosition, of page: Page,
    severity: Diagnostic.Severity = .error, hints: [String]
  ) {
    diagnostics.append(
      page.source.problem(message, at: position, severity: severity, hints: hints))
  }
}
