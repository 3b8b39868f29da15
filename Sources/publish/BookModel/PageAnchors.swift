import Foundation

/// The names of the places on a page, each of which stands for one place alone.
///
/// Labels and the names in raw HTML are the author's, and are kept. A heading without a label is
/// named after its title, with a number where that name is taken. The page's frame has names with an
/// underscore at the start, which nothing else can have.
struct PageAnchors {
  private(set) var names: Set<String>
  /// How many headings have had the same name.
  private var counts: [String: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter labels: the labels of what stands on the page.
  init(labels: [LabelTarget], html: [RawHTML], source: SourceText) {
    names = Set(labels.map(\.label))
    for html in html {
      for mention in html.names {
        let isOfFrame = mention.text.hasPrefix("_")
        guard isOfFrame || !names.insert(mention.text).inserted else { continue }
        diagnostics.append(
          source.problem(
            isOfFrame
              ? "names with an underscore at the start are the page's own, found `\(mention.text)`"
              : "the place `\(mention.text)` is named twice on this page",
            at: html.position(of: mention.place), hints: ["give it another name"]))
      }
    }
  }

  /// The blocks with a name for each heading that has no label.
  mutating func named(_ blocks: [Block]) -> [Block] {
    blocks.map { named($0) }
  }

  private mutating func named(_ block: Block) -> Block {
    switch block {
    case .heading(var heading) where heading.anchor.isEmpty:
      heading.anchor = uniqueName(for: heading.content.plainText)
      return .heading(heading)
    case .quotation(let blocks): return .quotation(named(blocks))
    case .list(var list):
      for index in list.items.indices { list.items[index].blocks = named(list.items[index].blocks) }
      return .list(list)
    case .question(var question):
      for index in question.answers.indices {
        question.answers[index].explanation = named(question.answers[index].explanation)
      }
      return .question(question)
    default: return block
    }
  }

  private mutating func uniqueName(for title: String) -> String {
    let words = title.lowercased().precomposedStringWithCanonicalMapping.split {
      !($0.isLetter || $0.isNumber)
    }
    let name = words.isEmpty ? "section" : words.joined(separator: "-")
    var unique = name
    repeat {
      let count = counts[name, default: 0] + 1
      counts[name] = count
      unique = count == 1 ? name : "\(name)-\(count)"
    } while !names.insert(unique).inserted
    return unique
  }
}
