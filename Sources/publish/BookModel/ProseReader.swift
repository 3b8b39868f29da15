/// Reads whole texts of Markdown: a chapter, a book's description, a caption.
///
/// What is found on the way goes to the chapter's notes.
enum ProseReader {
  /// Reads a chapter: its blocks, and its footnotes in the order of first reference.
  ///
  /// - Parameters:
  ///   - lines: those of the file, with blank ones for the front matter.
  ///   - summary: the front matter's summary, which may refer to footnotes too.
  static func chapter(
    _ lines: [String], summary: ProseText?, rules: ReadingRules, into notes: inout ChapterNotes
  ) -> (blocks: [Block], footnotes: [[Block]], summary: [Inline]) {
    let definitions = FootnoteOrder.definitions(in: lines)
    let head = FootnoteOrder.head(for: definitions)
    let text = ProseText(lines, of: notes.source, after: head)
    return MarkdownTree.withParsed(text) { tree in
      let reader = BlockReader(text, tokens: tree.tokens, rules: rules)
      let nodes = Array(tree.root.children)
      let inHead = nodes.prefix { (1...max(head.count, 1)).contains($0.startLine) && !head.isEmpty }
      for node in inHead { notes.footnotes.read(node) }
      let body = nodes.dropFirst(inHead.count).filter { $0.kind != "footnote_definition" }
      var ofSummary = rules
      ofSummary.acceptsExpressions = false
      let summary = summary.map {
        line($0, called: "a summary", rules: ofSummary, into: &notes)
      }
      let blocks = reader.blocks(body, depth: 0, into: &notes)
      let notesOfNodes = nodes.filter { $0.kind == "footnote_definition" }
      let footnotes = footnotes(
        notesOfNodes, definitions, in: text, tokens: tree.tokens, rules: rules, into: &notes)
      return (blocks, footnotes, summary ?? [])
    }
  }

  /// Reads a text of its own, such as a book's description. It has no cells.
  static func fragment(
    _ text: ProseText, rules: ReadingRules, into notes: inout ChapterNotes
  ) -> [Block] {
    var rules = rules
    rules.acceptsCells = false
    rules.acceptsTitle = false
    rules.isFragment = true
    return MarkdownTree.withParsed(text) { tree in
      BlockReader(text, tokens: tree.tokens, rules: rules)
        .blocks(Array(tree.root.children), depth: 1, into: &notes)
    }
  }

  /// Reads a text of its own that is a line of prose, such as a caption.
  ///
  /// - Parameter name: what the text is, for an error's message.
  static func line(
    _ text: ProseText, called name: String, rules: ReadingRules, into notes: inout ChapterNotes
  ) -> [Inline] {
    var line: [Inline] = []
    for block in fragment(text, rules: rules, into: &notes) {
      if !line.isEmpty { line.append(.softBreak) }
      switch block {
      case .paragraph(let content): line += content
      case .formula(let formula): line.append(.formula(formula))
      default:
        notes.complain(
          "\(name) is a line of text, found \(block.noun)", at: text.position(line: 1, column: 1),
          hints: ["put a backslash before the mark that makes it \(block.noun)"])
      }
    }
    return line
  }

  /// The footnotes in the order of first reference; a note may be the first to refer to another.
  private static func footnotes(
    _ nodes: [MarkdownNode], _ definitions: [FootnoteOrder.Definition], in text: ProseText,
    tokens: [MarkdownExtension.Token], rules: ReadingRules, into notes: inout ChapterNotes
  ) -> [[Block]] {
    var rules = rules
    rules.acceptsCells = false
    let reader = BlockReader(text, tokens: tokens, rules: rules)
    var footnotes: [[Block]] = []
    while footnotes.count < notes.footnotes.order.count {
      let number = notes.footnotes.order[footnotes.count]
      guard nodes.indices.contains(number - 1) else { break }
      footnotes.append(reader.blocks(Array(nodes[number - 1].children), depth: 1, into: &notes))
    }
    for definition in definitions where !notes.footnotes.isUsed(definition.name) {
      notes.complain(
        "nothing refers to the footnote `\(definition.name)`",
        at: notes.source.position(line: definition.line + 1, column: definition.column + 1),
        severity: .warning, hints: ["refer to it by `[^\(definition.name)]`"])
    }
    return footnotes
  }
}

extension Block {
  /// What messages call a block of this kind.
  fileprivate var noun: String {
    switch self {
    case .heading: "a heading"
    case .quotation: "a quotation"
    case .list: "a list"
    case .question: "a question"
    case .table: "a table"
    case .listing, .cell: "code"
    case .html: "HTML"
    case .rule: "a rule"
    case .paragraph, .formula: "text"
    }
  }
}
