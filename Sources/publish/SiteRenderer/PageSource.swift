import BookModel
import BookRecords
import Foundation

/// What one page is made from.
struct PageSource {
  let book: Book
  let chapter: Chapter
  let run: RunChapter
  let edition: Edition
  let addresses: BookAddresses
  let formulas: FormulaRenderer
  let highlighter: SwiftHighlighter

  /// The words of the frame.
  var words: BookWords { book.settings.words }

  /// The names of all that has a label, such as "Figure 3.2".
  private var names: [String: String] { book.targets.mapValues { $0.name(in: words) } }

  /// The outputs of a cell.
  func outputs(of cell: Cell) -> [CellOutput] { run.result.cells[cell.index] }

  /// A line of prose as HTML.
  ///
  /// - Parameter surroundings: in a list of titles there is nothing that a page can have once only.
  func html(
    _ content: [Inline], in surroundings: LineRenderer.Surroundings = .text,
    into notes: inout PageNotes
  ) -> String {
    var line = LineRenderer(of: self, in: surroundings)
    return line.line(content, into: &notes)
  }

  /// A line of prose without marks, such as a browser shows in a tab.
  func plainText(_ content: [Inline]) -> String {
    book.settings.curled(withoutFormulas(content).plainText(naming: names))
  }

  private func withoutFormulas(_ content: [Inline]) -> [Inline] {
    content.map { inline in
      switch inline {
      case .formula(let formula): .text(formulas.plainText(of: formula))
      case .emphasis(let content): .emphasis(withoutFormulas(content))
      case .strong(let content): .strong(withoutFormulas(content))
      case .strikethrough(let content): .strikethrough(withoutFormulas(content))
      case .link(let link): .emphasis(withoutFormulas(link.content))
      default: inline
      }
    }
  }

  /// What stands at the other end of an address, from this page; `nil` for an address that can stay
  /// as it is.
  ///
  /// Files of the book come into the site.
  ///
  /// - Parameter position: where the address stands.
  func newAddress(
    for address: String, at position: SourcePosition, into notes: inout PageNotes
  ) -> String? {
    let destination = try? addresses.destination(of: address)
    if case .page(let index, let fragment?) = destination,
      let reason = (index.map { book.chapters[$0] } ?? chapter).reason(
        whyPlace: fragment, isMissingFrom: edition)
    {
      notes.complain("`\(fragment)` is on no page: \(reason)", at: position)
    }
    switch destination {
    case .page(let index?, let fragment):
      return book.chapters[index].page + (fragment.map { "#" + $0 } ?? "")
    case .file(let path):
      let place = Destination.sitePath(of: path)
      notes.add(SiteAsset(source: book.folder.appending(path: path), path: place))
      return place.addressPath
    case .page(nil, _), .elsewhere, nil:
      return nil
    }
  }

  /// Raw HTML with addresses that lead where the author's lead.
  func html(_ raw: RawHTML, into notes: inout PageNotes) -> String {
    raw.replacingAddresses { address, _ in newAddress(for: address, at: raw.position, into: &notes)
    }
  }
}

extension Chapter {
  /// The file name of the chapter's page.
  var page: String { slug + ".html" }
}

extension String {
  /// The path with what a link's address cannot hold escaped.
  var addressPath: String {
    addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? self
  }
}
