/// Turns a Swift fence into a cell: its leading `//|` lines are options, the rest is code.
struct CellReader {
  private let text: ProseText
  private let fence: ClosedRange<Int>
  private let code: [String]

  init(_ node: MarkdownNode, in text: ProseText) {
    self.text = text
    fence = node.startLine...max(node.startLine, node.endLine)
    code = node.literal.linesOfText
  }

  func cell(rules: ReadingRules, into notes: inout ChapterNotes) -> CellPlace {
    let optionCount = code.prefix { $0[...].trimmingSpaces().hasPrefix("//|") }.count
    let body = code.dropFirst(optionCount)
    let lines = CellOptionLines(
      code.prefix(optionCount).enumerated().map { optionLine($1, index: $0) }, of: notes.source)
    notes.add(lines.diagnostics)
    if let label = lines.options.label, let place = lines.labelPosition {
      let number = notes.define(label, at: place)
      definePartsOfFigure(label, number, lines.options.subcaptions.count, at: place, into: &notes)
    }
    for option in MisplacedOption.all(in: body) {
      let words = code[option.line].drop(while: \.isWhitespace).utf8.count
      let column = length(ofLine: option.line) - words + 1
      notes.complain(
        option.message,
        at: text.position(line: fence.lowerBound + 1 + option.line, column: column),
        severity: .warning, hints: [option.hint])
    }
    let index = notes.cells.count
    let indentation = indentation(of: body)
    var start = text.position(line: fence.lowerBound + 1 + optionCount, column: 1)
    start.column = indentation + 1
    let firstLine = text.position(line: fence.lowerBound, column: 1).line
    let lastLine = text.position(line: fence.upperBound, column: 1).line
    notes.add(
      Cell(
        index: index, code: body.map { $0 + "\n" }.joined(), position: start,
        indentation: indentation, fence: firstLine...lastLine, options: lines.options))

    // A caption is a line of Markdown of its own.
    let caption = lines.caption.map {
      ProseReader.line($0, called: "a caption", rules: rules, into: &notes)
    }
    var subcaptions: [[Inline]] = []
    for text in lines.subcaptions {
      subcaptions.append(
        ProseReader.line(text, called: "a caption", rules: rules, into: &notes))
    }
    return CellPlace(index: index, caption: caption ?? [], subcaptions: subcaptions)
  }

  /// The parts of the figure 3.2 are 3.2a, 3.2b and so on; so are the ends of their labels.
  private func definePartsOfFigure(
    _ label: String, _ number: String, _ count: Int, at place: SourcePosition,
    into notes: inout ChapterNotes
  ) {
    for letter in LabelTarget.partLetters.prefix(count) {
      notes.define("\(label)-\(letter)", at: place, number: "\(number)\(letter)")
    }
  }

  /// How many bytes the file's line has.
  private func length(ofLine index: Int) -> Int {
    text.bytes(ofLine: fence.lowerBound + 1 + index)?.count ?? 0
  }

  /// What stands behind the `//|` of a line.
  private func optionLine(_ line: String, index: Int) -> YAMLSection.Line {
    let yaml = line.drop(while: \.isWhitespace).dropFirst(3)
    let content = yaml.first?.isWhitespace == true ? yaml.dropFirst() : yaml
    let column = length(ofLine: index) - content.utf8.count + 1
    return YAMLSection.Line(
      text: String(content),
      position: text.position(line: fence.lowerBound + 1 + index, column: column))
  }

  /// How many bytes of each line of the file stand before the code.
  private func indentation(of body: ArraySlice<String>) -> Int {
    for (index, line) in zip(body.indices, body) where !line.isEmpty {
      return max(0, length(ofLine: index) - line.utf8.count)
    }
    return 0
  }
}
