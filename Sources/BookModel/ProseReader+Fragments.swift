extension ProseReader {
  /// Reads a text of its own, such as a caption, as a line of prose.
  mutating func lineOfProse(_ text: String, at place: SourcePosition) -> [Inline] {
    fragment(text, at: place).flatMap { block -> [Inline] in
      switch block {
      case .paragraph(let content): content
      case .formula(let formula): [.formula(formula)]
      default: []
      }
    }
  }

  /// Reads a text of its own that stands at a place in the source. It has no cells.
  mutating func fragment(_ text: String, at place: SourcePosition) -> [Block] {
    MarkdownTree.withParsed(text) { tree in
      let outer = (tokens, origin, acceptsCells, acceptsTitle)
      defer { (tokens, origin, acceptsCells, acceptsTitle) = outer }
      tokens = tree.tokens
      origin = (place.line - 1, place.column - 1)
      acceptsCells = false
      acceptsTitle = false
      return blocks(Array(tree.root.children), depth: 1)
    }
  }
}
