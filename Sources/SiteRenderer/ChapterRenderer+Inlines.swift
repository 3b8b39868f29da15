import BookModel
import BookRecords
import Foundation

extension ChapterRenderer {
  /// A line of prose.
  mutating func html(_ inlines: [Inline]) -> String {
    quoteMarks = QuoteMarks(QuoteStyle(of: book.settings))
    return html(partOfLine: inlines, isInLink: false)
  }

  /// Part of a line; inside a link, references become plain text.
  private mutating func html(partOfLine inlines: [Inline], isInLink: Bool) -> String {
    var html = ""
    for inline in inlines { html += self.html(inline, isInLink: isInLink) }
    return html
  }

  private mutating func html(_ inline: Inline, isInLink: Bool) -> String {
    switch inline {
    case .text(let text): return HTML.escaped(quoteMarks.curled(text))
    case .emphasis(let content):
      return "<em>\(html(partOfLine: content, isInLink: isInLink))</em>"
    case .strong(let content):
      return "<strong>\(html(partOfLine: content, isInLink: isInLink))</strong>"
    case .strikethrough(let content):
      return "<del>\(html(partOfLine: content, isInLink: isInLink))</del>"
    case .code(let code): return word("<code>\(HTML.escaped(code))</code>")
    case .link(let link): return html(link)
    case .image(let image): return word(html(image))
    case .formula(let formula):
      return word(formula.isDisplayed ? displayed(formula, element: "span") : inLine(formula))
    case .value(let index): return word(HTML.escaped(run.result.inlineValues[index]))
    case .reference(let reference): return word(html(reference, isInLink: isInLink))
    case .footnote(let index): return footnoteMark(index)
    case .html(let html): return html
    case .softBreak: return quoteMarks.curled("\n")
    case .lineBreak: return "<br>" + quoteMarks.curled("\n")
    }
  }

  /// Something that stands in the line like a word without being text.
  private mutating func word(_ html: String) -> String {
    quoteMarks.skipWord()
    return html
  }

  /// A formula between words; only a long one may be broken.
  private mutating func inLine(_ formula: Formula) -> String {
    let html = html(formula)
    return formula.tex.count > 60 ? "<span class=\"long\">\(html)</span>" : html
  }

  private mutating func html(_ link: Link) -> String {
    let title = link.title.isEmpty ? "" : " title=\"\(HTML.escaped(link.title))\""
    let content = html(partOfLine: link.content, isInLink: true)
    return "<a href=\"\(HTML.escaped(destination(of: link)))\"\(title)>\(content)</a>"
  }

  /// Links to a chapter's file lead to its page; other files of the book come into the site.
  private mutating func destination(of link: Link) -> String {
    if let path = link.filePath {
      return fileAddress(path)
    }
    guard let name = link.chapterFileName,
      let chapter = book.chapters.first(where: { $0.fileName == name })
    else { return link.destination }
    return chapter.page + link.destination.drop { $0 != "#" }
  }

  /// Takes a file of the book into the site and returns its address there.
  private mutating func fileAddress(_ path: String) -> String {
    let place = "files/" + path.dropFirst("chapters/".count)
    assets.append(Asset(source: book.folder.appending(path: path), path: place))
    return place.addressPath
  }

  private mutating func html(_ image: Image) -> String {
    let title = image.title.isEmpty ? "" : " title=\"\(HTML.escaped(image.title))\""
    let source = HTML.escaped(fileAddress(image.path))
    return "<img src=\"\(source)\" alt=\"\(HTML.escaped(image.altText))\"\(title) loading=\"lazy\">"
  }

  /// "Figure 3.2" with a link to it.
  private mutating func html(_ reference: Reference, isInLink: Bool) -> String {
    guard let target = book.targets[reference.label], target.kind != nil else {
      return HTML.escaped("@" + reference.label)
    }
    let number = target.kind == .equation ? "(\(target.number))" : target.number
    let text = "\(target.word)&nbsp;\(number)"
    guard !isInLink else { return text }
    let other = book.chapters[target.chapterIndex]
    if let reason = other.reason(why: reference.label, isMissingFrom: edition) {
      complain("`\(reference.label)` is on no page: \(reason)", at: reference.position)
    }
    let page = other.number == chapter.number ? "" : other.page
    return "<a class=\"reference\" href=\"\(page)#\(reference.label)\">\(text)</a>"
  }

  private mutating func footnoteMark(_ index: Int) -> String {
    footnoteUses[index, default: 0] += 1
    let id = Self.footnoteReference(index, use: footnoteUses[index, default: 1])
    return """
      <sup class="footnote-mark" id="\(id)"><a href="#footnote-\(index + 1)" role="doc-noteref" \
      aria-label="Footnote \(index + 1)">\(index + 1)</a></sup>
      """
  }
}

extension Chapter {
  /// The file name of the chapter's page.
  var page: String { slug + ".html" }

  /// Why what a label names is not on the page, or `nil` if it is.
  fileprivate func reason(why label: String, isMissingFrom edition: Edition) -> String? {
    guard let cell = cells.first(where: { $0.defines(label) }) else { return nil }
    if !edition.includes(cell) { return "the \(edition.rawValue) edition has no solutions" }
    return [.cell, .output].contains(cell.options.remove) ? "its cell is removed" : nil
  }
}

extension Cell {
  /// Whether a label is that of the cell's output or of a part of its figure.
  fileprivate func defines(_ label: String) -> Bool {
    guard let own = options.label else { return false }
    return label == own || !options.subcaptions.isEmpty && label.dropLast(2) == own
  }
}

extension String {
  /// The path with what a link's address cannot hold escaped.
  var addressPath: String {
    addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? self
  }
}
