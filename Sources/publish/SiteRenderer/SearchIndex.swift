import BookModel
import BookRecords
import Foundation

/// The words of a book, section by section, as a script that pages load when a reader searches: a page
/// that was opened from a file may not load anything else.
struct SearchIndex {
  /// A section, or what stands before a chapter's first one.
  private struct Section: Encodable {
    let page: String
    /// The name of the place on the page; empty for the top.
    let anchor: String
    let number: String
    let title: String
    var text = ""
  }

  private var sections: [Section] = []
  /// Of what a cell printed, so much is found.
  private static let printedLimit = 2_000

  mutating func add(_ page: PageSource) {
    let chapter = page.chapter
    sections.append(
      Section(
        page: chapter.page, anchor: "", number: "\(chapter.number)",
        title: page.plainText(chapter.titleContent),
        text: page.plainText(chapter.summaryContent)))
    add(chapter.blocks, of: page)
    for note in chapter.footnotes { add(note, of: page) }
  }

  /// The script that holds the index.
  var script: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(sections)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    return "\"use strict\";\nvar bookIndex = \(json);\n"
  }

  // MARK: Words

  private mutating func add(_ blocks: [Block], of page: PageSource) {
    for block in blocks { add(block, of: page) }
  }

  private mutating func add(_ block: Block, of page: PageSource) {
    switch block {
    case .heading(let heading):
      sections.append(
        Section(
          page: page.chapter.page, anchor: heading.anchor, number: heading.number,
          title: words(heading.content, of: page)))
    case .paragraph(let content): add(words(content, of: page))
    case .quotation(let blocks): add(blocks, of: page)
    case .list(let list): for item in list.items { add(item.blocks, of: page) }
    case .question(let question):
      add(words(question.content, of: page))
      for answer in question.answers {
        add(words(answer.content, of: page))
        add(answer.explanation, of: page)
      }
    case .table(let table):
      add(words(table.caption, of: page))
      for row in [table.header] + table.rows { for cell in row { add(words(cell, of: page)) } }
    case .listing(_, let code): add(code)
    case .cell(let place): add(place, of: page)
    case .formula(let formula): add(page.plainText([.formula(formula)]))
    case .html, .rule: break
    }
  }

  /// What a reader can see of a cell.
  private mutating func add(_ place: CellPlace, of page: PageSource) {
    let cell = page.chapter.cells[place.index]
    guard cell.options.remove != .cell, page.edition.includes(cell) else { return }
    if cell.options.remove != .input { add(cell.code) }
    guard cell.options.remove != .output else { return }
    for caption in [place.caption] + place.subcaptions { add(words(caption, of: page)) }
    for output in page.outputs(of: cell) {
      switch output {
      case .text(let text), .paragraph(let text): add(String(text.prefix(Self.printedLimit)))
      case .table(let table): add(table.columns.joined(separator: " "))
      case .figure(let figure): add(cell.options.alt ?? figure.altText)
      case .formula, .failure: break
      }
    }
  }

  private mutating func add(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty, !sections.isEmpty else { return }
    let last = sections.count - 1
    sections[last].text += (sections[last].text.isEmpty ? "" : " ") + words
  }

  /// A line as readers see it, with the values in it.
  private func words(_ content: [Inline], of page: PageSource) -> String {
    page.plainText(content.map { filled($0, of: page) })
  }

  private func filled(_ inline: Inline, of page: PageSource) -> Inline {
    func filled(_ content: [Inline]) -> [Inline] { content.map { self.filled($0, of: page) } }
    return switch inline {
    case .value(let index): .text(page.run.result.inlineValues[index])
    case .emphasis(let content): .emphasis(filled(content))
    case .strong(let content): .strong(filled(content))
    case .strikethrough(let content): .strikethrough(filled(content))
    default: inline
    }
  }
}
