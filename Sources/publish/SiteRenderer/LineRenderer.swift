import BookModel
import BookRecords
import Foundation

/// Turns a line of prose into HTML.
struct LineRenderer {
  /// Where the line stands.
  enum Surroundings {
    case text
    /// In a list of titles, each of which is a link: it holds no other, and no name of a place.
    case titles
  }

  private let page: PageSource
  private let surroundings: Surroundings
  private var quoteMarks: QuoteMarks
  /// How many links stand around the present place.
  private var linkDepth = 0

  init(of page: PageSource, in surroundings: Surroundings) {
    self.page = page
    self.surroundings = surroundings
    quoteMarks = QuoteMarks(QuoteStyle(of: page.book.settings))
  }

  /// The whole line. A link of raw HTML ends with it.
  mutating func line(_ inlines: [Inline], into notes: inout PageNotes) -> String {
    let depth = surroundings == .titles || notes.isInLink ? 1 : 0
    linkDepth = depth
    let html = html(inlines, into: &notes)
    // A closing tag of raw HTML may be that of a block before.
    if linkDepth < depth { notes.isInLink = false }
    return linkDepth > depth ? html + "</a>" : html
  }

  private mutating func html(_ inlines: [Inline], into notes: inout PageNotes) -> String {
    var html = ""
    for inline in inlines { html += self.html(inline, into: &notes) }
    return html
  }

  private mutating func html(_ inline: Inline, into notes: inout PageNotes) -> String {
    switch inline {
    case .text(let text): return HTML.escaped(quoteMarks.curled(text))
    case .emphasis(let content): return "<em>\(html(content, into: &notes))</em>"
    case .strong(let content): return "<strong>\(html(content, into: &notes))</strong>"
    case .strikethrough(let content): return "<del>\(html(content, into: &notes))</del>"
    case .code(let code): return word("<code>\(HTML.escaped(code))</code>")
    case .link(let link): return html(link, into: &notes)
    case .image(let image): return word(html(image, into: &notes))
    case .formula(let formula): return word(html(formula, into: &notes))
    case .value(let index): return word(HTML.escaped(page.run.result.inlineValues[index]))
    case .reference(let reference): return word(html(reference, into: &notes))
    case .footnote(let index): return footnoteMark(index, into: &notes)
    case .html(let raw): return html(raw, into: &notes)
    case .softBreak: return quoteMarks.curled("\n")
    case .lineBreak: return "<br>" + quoteMarks.curled("\n")
    }
  }

  /// Something that stands in the line like a word without being text.
  private mutating func word(_ html: String) -> String {
    quoteMarks.skipWord()
    return html
  }

  /// A formula; between words only a long one may be broken.
  private func html(_ formula: Formula, into notes: inout PageNotes) -> String {
    guard surroundings != .titles else {
      return page.html(formula, into: &notes)
    }
    guard !formula.isDisplayed else {
      return page.displayed(formula, element: "span", into: &notes)
    }
    let html = page.html(formula, into: &notes)
    return formula.tex.count > 60 ? "<span class=\"long\">\(html)</span>" : html
  }

  // MARK: Links

  /// Links to a chapter's file lead to its page; other files of the book come into the site.
  private mutating func html(_ link: Link, into notes: inout PageNotes) -> String {
    linkDepth += 1
    let content = html(link.content, into: &notes)
    linkDepth -= 1
    guard linkDepth == 0 else { return content }
    let address =
      page.newAddress(for: link.destination, at: link.position, into: &notes) ?? link.destination
    let title = link.title.isEmpty ? "" : " title=\"\(HTML.escaped(link.title))\""
    return "<a href=\"\(HTML.escaped(address))\"\(title)>\(content)</a>"
  }

  private func html(_ image: Image, into notes: inout PageNotes) -> String {
    let title = image.title.isEmpty ? "" : " title=\"\(HTML.escaped(image.title))\""
    let address =
      page.newAddress(for: image.source, at: image.position, into: &notes) ?? image.source
    return "<img src=\"\(HTML.escaped(address))\" alt=\"\(HTML.escaped(image.altText))\"\(title) "
      + "loading=\"lazy\">"
  }

  /// Raw HTML. An `a` of the author's is a link like any other.
  private mutating func html(_ raw: RawHTML, into notes: inout PageNotes) -> String {
    guard surroundings != .titles else { return "" }
    guard let opensLink = raw.opensLink else { return page.html(raw, into: &notes) }
    if opensLink {
      linkDepth += 1
      return linkDepth == 1 ? page.html(raw, into: &notes) : ""
    }
    linkDepth -= 1
    defer { linkDepth = max(linkDepth, 0) }
    return linkDepth == 0 ? page.html(raw, into: &notes) : ""
  }

  /// "Figure 3.2" with a link to it.
  private func html(_ reference: Reference, into notes: inout PageNotes) -> String {
    guard let target = page.book.targets[reference.label], target.kind != nil else {
      return HTML.escaped("@" + reference.label)
    }
    let name = target.reference(in: page.words)
    let text = HTML.escaped(name).replacing(" ", with: "&nbsp;")
    guard linkDepth == 0 else { return text }
    let other = page.book.chapters[target.chapterIndex]
    if let reason = other.reason(why: reference.label, isMissingFrom: page.edition) {
      notes.complain("`\(reference.label)` is on no page: \(reason)", at: reference.position)
    }
    let file = other.number == page.chapter.number ? "" : other.page
    return "<a class=\"reference\" href=\"\(file)#\(reference.label)\">\(text)</a>"
  }

  private func footnoteMark(_ index: Int, into notes: inout PageNotes) -> String {
    guard surroundings != .titles else { return "" }
    guard linkDepth == 0 else { return "<sup class=\"footnote-mark\">\(index + 1)</sup>" }
    let id = Footnotes.reference(index, use: notes.useFootnote(index))
    return """
      <sup class="footnote-mark" id="\(id)"><a href="#\(Footnotes.anchor(index))" \
      role="doc-noteref" aria-label="\(page.words.footnote.filled(index + 1))">\(index + 1)</a></sup>
      """
  }
}
