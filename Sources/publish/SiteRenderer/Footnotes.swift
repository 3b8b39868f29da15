import BookModel

/// The notes at the end of a page, and the names of the places that they and their marks have.
struct Footnotes {
  private let page: PageSource
  private let blocks: BlockRenderer

  init(of page: PageSource) {
    self.page = page
    blocks = BlockRenderer(of: page)
  }

  static func anchor(_ index: Int) -> String { "_footnote-\(index + 1)" }

  static func reference(_ index: Int, use: Int) -> String {
    anchor(index) + "-reference" + (use == 1 ? "" : "-\(use)")
  }

  /// The notes, each with links back to where the page refers to it.
  func html(into notes: inout PageNotes) -> String {
    // A note may refer to another, before or behind it.
    var contents: [String] = []
    for note in page.chapter.footnotes { contents.append(blocks.html(note, into: &notes)) }
    guard !contents.isEmpty else { return "" }
    var items = ""
    for (index, content) in contents.enumerated() {
      let backlinks = (0..<notes.uses(ofFootnote: index)).map { use in
        " <a href=\"#\(Self.reference(index, use: use + 1))\" role=\"doc-backlink\" "
          + "aria-label=\"\(page.words.backToText)\">↩</a>"
      }.joined()
      let end = "</p>\n"
      let item =
        content.hasSuffix(end)
        ? content.dropLast(end.count) + backlinks + end : content + "<p>\(backlinks)</p>\n"
      items += "<li id=\"\(Self.anchor(index))\">\(item)</li>\n"
    }
    return """
      <section class="footnotes" role="doc-endnotes" aria-label="\(page.words.footnotes)">
      <ol>
      \(items)</ol>
      </section>

      """
  }
}
