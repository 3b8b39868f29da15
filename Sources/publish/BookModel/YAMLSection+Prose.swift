import Yams

/// Texts for readers.
///
/// YAML takes a ` #` in a text without quotes for the start of a comment and drops what follows.
/// In a caption that is a mistake: here it is refused.
extension YAMLSection {
  mutating func prose(_ entry: Entry) -> String? {
    if let place = commentPlace(in: entry.value, goesOn: true) {
      refuseComment(at: place)
      return nil
    }
    return text(entry)
  }

  /// A text that is one line on the page, whatever lines YAML gives it.
  mutating func line(_ entry: Entry) -> String? {
    prose(entry)?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A list of texts; one text alone stands for a list of one.
  mutating func proses(_ entry: Entry) -> [String]? {
    let nodes = entry.value.sequence.map(Array.init) ?? [entry.value]
    let places = nodes.compactMap { commentPlace(in: $0, goesOn: false) }
    for place in places { refuseComment(at: place) }
    return places.isEmpty ? texts(entry) : nil
  }

  private mutating func refuseComment(at position: SourcePosition) {
    complain(
      "` #` starts a comment in YAML and would cut the text here", at: position,
      hints: ["put the text in quotes"])
  }

  /// Where a comment ends a text that has no quotes.
  ///
  /// - Parameter goesOn: Whether indented lines below belong to the text.
  private func commentPlace(in node: Node, goesOn: Bool) -> SourcePosition? {
    guard let scalar = node.scalar, scalar.style == .plain, let mark = node.mark,
      lines.indices.contains(mark.line - 1)
    else { return nil }
    let further = goesOn ? lines[mark.line...].prefix { $0.text.hasPrefix(" ") } : []
    for (index, line) in (lines[mark.line - 1..<mark.line] + further).enumerated() {
      let start = index == 0 ? mark.column : 1
      let text = String(line.text.unicodeScalars.dropFirst(start - 1))
      guard let comment = text.firstRange(of: " #") else { continue }
      let before = text[..<comment.lowerBound].unicodeScalars.count
      return position(line: mark.line + index, column: start + before + 1)
    }
    return nil
  }
}
