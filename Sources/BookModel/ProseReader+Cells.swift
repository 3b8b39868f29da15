extension ProseReader {
  /// A Swift fence becomes a cell: its leading `//|` lines are options, the rest is code.
  mutating func cell(_ node: MarkdownNode) -> Block? {
    guard acceptsCells else {
      complain("a cell cannot stand here", at: position(of: node))
      return nil
    }
    var code = node.literal.split(separator: "\n", omittingEmptySubsequences: false)
    if code.last?.isEmpty == true { code.removeLast() }
    let firstLine = node.startLine + 1
    let optionCount = code.prefix { $0.trimmingSpaces().hasPrefix("//|") }.count

    let lines = CellOptionLines(
      code.prefix(optionCount).enumerated().map { index, text in
        optionLine(text, number: firstLine + index)
      }, of: source)
    diagnostics += lines.diagnostics
    if let label = lines.options.label, let place = lines.labelPosition {
      define(label, at: place)
      definePartsOfFigure(label, count: lines.options.subcaptions.count, at: place)
    }

    let body = code.dropFirst(optionCount)
    let indentation = indentation(of: body, firstLine: firstLine + optionCount)
    let index = cells.count
    cells.append(
      Cell(
        index: index, code: body.map { $0 + "\n" }.joined(),
        position: source.position(line: firstLine + optionCount, column: indentation + 1),
        indentation: indentation, fence: node.startLine...max(node.startLine, node.endLine),
        options: lines.options))
    let caption = caption(lines.options.caption, at: lines.captionPosition)
    let subcaptions = zip(lines.options.subcaptions, lines.subcaptionPositions).map {
      lineOfProse($0, at: $1)
    }
    return .cell(CellPlace(index: index, caption: caption, subcaptions: subcaptions))
  }

  /// The parts of the figure 3.2 are 3.2a, 3.2b and so on; so are the ends of their labels.
  private mutating func definePartsOfFigure(_ label: String, count: Int, at place: SourcePosition) {
    guard let number = targets.last?.number else { return }
    for letter in LabelTarget.partLetters.prefix(count) {
      define("\(label)-\(letter)", at: place, number: "\(number)\(letter)")
    }
  }

  /// What stands behind the `//|` of a line.
  private func optionLine(_ text: Substring, number: Int) -> YAMLSection.Line {
    let yaml = text.drop(while: \.isWhitespace).dropFirst(3)
    let content = yaml.first?.isWhitespace == true ? yaml.dropFirst() : yaml
    let length = source.line(number)?.utf8.count ?? 0
    return YAMLSection.Line(
      text: String(content),
      position: source.position(line: number, column: max(1, length - content.utf8.count + 1)))
  }

  /// How many bytes of each source line stand before the code.
  private func indentation(of code: ArraySlice<Substring>, firstLine: Int) -> Int {
    for (index, text) in code.enumerated() where !text.isEmpty {
      return max(0, (source.line(firstLine + index)?.utf8.count ?? 0) - text.utf8.count)
    }
    return 0
  }

  /// A caption is a line of Markdown of its own.
  private mutating func caption(_ text: String?, at place: SourcePosition?) -> [Inline] {
    guard let text, let place else { return [] }
    return lineOfProse(text, at: place)
  }
}
