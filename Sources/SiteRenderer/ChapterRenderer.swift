import BookModel
import BookRecords
import Foundation

/// Turns one chapter and what its cells left into the HTML of its page.
struct ChapterRenderer {
  /// A file that the page shows, and its place in the site.
  struct Asset: Hashable {
    let source: URL
    let path: String
  }

  /// What a page's list of sections needs of a heading.
  struct Section {
    let level: Int
    let number: String
    let anchor: String
    let html: String
  }

  let book: Book
  let chapter: Chapter
  let run: RunChapter
  let edition: Edition
  let formulas: FormulaRenderer
  let highlighter: SwiftHighlighter

  var diagnostics: [Diagnostic] = []
  var assets: [Asset] = []
  var sections: [Section] = []
  /// The state of the line of prose that is being rendered.
  var quoteMarks: QuoteMarks
  /// How often the page has referred to each footnote so far.
  var footnoteUses: [Int: Int] = [:]

  init(
    book: Book, chapter: Chapter, run: RunChapter, edition: Edition,
    formulas: FormulaRenderer, highlighter: SwiftHighlighter
  ) {
    self.book = book
    self.chapter = chapter
    self.run = run
    self.edition = edition
    self.formulas = formulas
    self.highlighter = highlighter
    quoteMarks = QuoteMarks(QuoteStyle(of: book.settings))
  }

  /// The chapter's text, without its title.
  mutating func body() -> String {
    banner + html(chapter.blocks) + footnotes()
  }

  /// The footnotes, each with links back to where the text refers to it.
  private mutating func footnotes() -> String {
    guard !chapter.footnotes.isEmpty else { return "" }
    var items = ""
    for (index, note) in chapter.footnotes.enumerated() {
      var content = html(note)
      let backlinks = (1...max(1, footnoteUses[index] ?? 1)).map { use in
        " <a href=\"#\(Self.footnoteReference(index, use: use))\" role=\"doc-backlink\" "
          + "aria-label=\"Back to the text\">↩</a>"
      }.joined()
      if content.hasSuffix("</p>\n") {
        content = content.dropLast("</p>\n".count) + backlinks + "</p>\n"
      } else {
        content += "<p>\(backlinks)</p>\n"
      }
      items += "<li id=\"footnote-\(index + 1)\">\(content)</li>\n"
    }
    return """
      <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
      <ol>
      \(items)</ol>
      </section>

      """
  }

  static func footnoteReference(_ index: Int, use: Int) -> String {
    "footnote-\(index + 1)-reference" + (use == 1 ? "" : "-\(use)")
  }

  // MARK: Formulas

  /// A formula as HTML; a formula that KaTeX refuses is noted and shown as TeX.
  ///
  /// - Parameter place: Where the TeX comes from, if it does not stand in the chapter itself.
  mutating func html(_ formula: Formula, at place: SourcePosition? = nil) -> String {
    do throws(FormulaRenderer.Refusal) {
      return try formulas.html(for: formula)
    } catch {
      if !error.isRepeated {
        complain(
          "bad mathematics: \(error.message)",
          at: place ?? formula.position(ofCharacter: error.offset ?? 0, in: chapter.lines),
          hints: place == nil ? [] : ["the cell shows \(formula.tex)"])
      }
      return "<code>\(HTML.escaped(formula.tex))</code>"
    }
  }

  // MARK: Problems

  mutating func complain(_ message: String, at position: SourcePosition, hints: [String] = []) {
    let line = position.line - 1
    diagnostics.append(
      Diagnostic(
        .error, message, at: position,
        sourceLine: chapter.lines.indices.contains(line) ? chapter.lines[line] : nil,
        hints: hints))
  }
}

extension Formula {
  /// Where a character of the TeX stands in the file.
  ///
  /// Further lines are looked up, since the TeX has lost what stood before them.
  func position(ofCharacter offset: Int, in lines: [String]) -> SourcePosition {
    let before = tex.unicodeScalars.prefix(offset).split(
      separator: "\n", omittingEmptySubsequences: false)
    let lineOffset = max(0, before.count - 1)
    let bytes = before.last.map { String($0).utf8.count } ?? 0
    var place = position
    guard lineOffset > 0 else {
      place.column += (isDisplayed ? 2 : 1) + bytes
      return place
    }
    place.line += lineOffset
    // A formula of a caption may have its lines in another form in the file.
    guard lines.indices.contains(place.line - 1) else { return position }
    let texLines = tex.split(separator: "\n", omittingEmptySubsequences: false)
    let source = lines[place.line - 1]
    let start = source.range(of: String(texLines[lineOffset]))?.lowerBound ?? source.startIndex
    place.column = source.utf8.distance(from: source.startIndex, to: start) + bytes + 1
    return place
  }
}
