/// A chapter's footnotes in the order in which the prose first refers to them.
///
/// cmark-gfm drops a note to which nothing refers in what it parses at once. A note to which only a
/// caption refers would be lost so, since captions are parsed one by one. Therefore each name that may
/// be a footnote's is put before the chapter as a reference, whose number is then the note's.
struct FootnoteOrder {
  /// A line that may define a footnote.
  struct Definition {
    let name: String
    /// The line's place among the chapter's, from 0.
    let line: Int
    /// How many of its bytes stand before the definition.
    let column: Int
  }

  /// cmark-gfm's numbers of the notes, by their names in small letters.
  private var numbers: [String: Int] = [:]
  /// The numbers of those that the prose has referred to.
  private(set) var order: [Int] = []

  static func definitions(in lines: [String]) -> [Definition] {
    lines.enumerated().compactMap { index, line in
      guard line.utf8.contains(UInt8(ascii: "^")), line.contains("]:"),
        let match = line.prefixMatch(of: /[ \t>*+\-0-9.)]*(\[\^([^\]\s]+)\]:)/)
      else { return nil }
      return Definition(
        name: String(match.2), line: index,
        column: line.utf8.distance(from: line.startIndex, to: match.1.startIndex))
    }
  }

  /// The lines that let cmark-gfm tell the numbers.
  static func head(for definitions: [Definition]) -> [String] {
    definitions.flatMap { ["[^\($0.name)]", ""] }
  }

  /// Reads what became of one of the lines of the head.
  mutating func read(_ paragraph: MarkdownNode) {
    guard let reference = paragraph.children.first(where: { $0.kind == "footnote_reference" }),
      let number = Int(reference.literal)
    else { return }
    numbers[Self.key(String(paragraph.content.dropFirst(2).prefix { $0 != "]" }))] = number
  }

  /// The place of a note, by its name, among those that the prose refers to.
  mutating func reference(to name: String) -> Int? {
    numbers[Self.key(name)].map { reference(to: $0) }
  }

  /// The same by cmark-gfm's number.
  mutating func reference(to number: Int) -> Int {
    if let place = order.firstIndex(of: number) { return place }
    order.append(number)
    return order.count - 1
  }

  /// Whether the prose has referred to a note.
  func isUsed(_ name: String) -> Bool {
    numbers[Self.key(name)].map(order.contains) ?? true
  }

  private static func key(_ name: String) -> String { name.lowercased() }
}
