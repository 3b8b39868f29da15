extension ProseReader {
  /// How deep emphasis and links may nest.
  private static let maximumInlineDepth = 64

  /// The content of a block as inlines; neighbouring texts are joined.
  mutating func inlines(_ node: MarkdownNode, depth: Int = 0) -> [Inline] {
    var inlines: [Inline] = []
    for child in node.children where depth < Self.maximumInlineDepth {
      guard let inline = inline(child, depth: depth) else { continue }
      if case .text(let text) = inline, case .text(let before) = inlines.last {
        inlines[inlines.count - 1] = .text(before + text)
      } else {
        inlines.append(inline)
      }
    }
    for inline in inlines {
      if case .text(let text) = inline { checkFootnotes(in: text, of: node) }
    }
    return inlines
  }

  /// cmark-gfm leaves a reference to a footnote that is not there as text.
  private mutating func checkFootnotes(in text: String, of node: MarkdownNode) {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return }
    for match in text.matches(of: /\[\^([^\]\s]+)\]/) {
      let block = position(of: node)
      let place = place(
        of: String(match.0), near: block.line - origin.line, column: block.column - origin.column)
      complain(
        "no footnote is called `\(match.1)`", at: place, severity: .warning,
        hints: ["write it as `[^\(match.1)]: The note.`"])
    }
  }

  private mutating func inline(_ node: MarkdownNode, depth: Int) -> Inline? {
    switch node.kind {
    case "text": .text(node.literal)
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": code(node)
    case "html_inline":
      node.tokenIndex.map { finding(tokens[$0]) } ?? .html(html(node.literal))
    case "emph": .emphasis(inlines(node, depth: depth + 1))
    case "strong": .strong(inlines(node, depth: depth + 1))
    case "strikethrough": .strikethrough(inlines(node, depth: depth + 1))
    case "link": .link(link(node, depth: depth))
    case "image": .image(image(node, depth: depth))
    case "footnote_reference": .footnote((Int(node.literal) ?? 1) - 1)
    default: nil
    }
  }

  // MARK: Code

  /// Inline code is shown, or computed if it starts with `{swift}`.
  private mutating func code(_ node: MarkdownNode) -> Inline? {
    let mark = "{swift}"
    guard node.literal == mark || node.literal.hasPrefix(mark + " ") else {
      return .code(node.literal)
    }
    var place = place(of: mark, near: node.startLine, column: node.startColumn)
    let expression = node.literal.dropFirst(mark.count)
    let spaces = expression.prefix { $0 == " " }.utf8.count
    guard expression.utf8.count > spaces else {
      complain("`{swift}` stands without an expression", at: place)
      return nil
    }
    guard acceptsExpressions else {
      complain("a value cannot be computed here", at: place)
      return nil
    }
    place.column += mark.utf8.count + spaces
    let index = inlineExpressions.count
    inlineExpressions.append(
      InlineExpression(
        index: index, code: String(expression[...].trimmingSpaces()), position: place,
        cellsBefore: cells.count))
    return .value(index)
  }

  // MARK: Links

  private mutating func link(_ node: MarkdownNode, depth: Int) -> Link {
    let link = Link(
      destination: node.url, title: node.title, content: inlines(node, depth: depth + 1),
      position: position(of: node))
    links.append(link)
    return link
  }

  private mutating func image(_ node: MarkdownNode, depth: Int) -> Image {
    let image = Image(
      source: node.url, title: node.title,
      altText: inlines(node, depth: depth + 1).plainText, position: position(of: node))
    images.append(image)
    return image
  }

  // MARK: Mathematics and references

  private mutating func finding(_ token: MarkdownExtension.Token) -> Inline {
    let place = place(of: token.firstLine, near: token.line, column: token.column)
    switch token.finding {
    case .formula(let tex, let isDisplayed, let label):
      if let label { define(label, as: .equation, at: place) }
      return .formula(
        Formula(tex: tex, isDisplayed: isDisplayed, label: label, position: place))
    case .reference(let label):
      let reference = Reference(label: label, position: place)
      references.append(reference)
      return .reference(reference)
    case .unclosedFormula:
      complain(
        "this $$ is never closed", at: place,
        hints: ["end the formula with $$, or write \\$ for a dollar sign"])
      return .text("$$")
    }
  }

  // MARK: Places

  /// Where an inline really stands. cmark-gfm forgets the indentation of a paragraph's further
  /// lines and the link definitions at its start, so its own answer is only where to look first.
  private mutating func place(of text: String, near line: Int, column: Int) -> SourcePosition {
    let (line, column) = (line + origin.line, column + origin.column)
    var found: SourcePosition?
    for number in line...line + 20 where found == nil {
      let start = number == line ? column : 1
      if let exact = self.column(of: text, inLine: number, near: start) {
        found = source.position(line: number, column: exact)
      }
    }
    lastPlace = found ?? source.position(line: line, column: max(1, column))
    return lastPlace
  }

  /// The column after the last place where a text stands nearest to a column, at most 400 bytes
  /// away from it.
  private func column(of text: String, inLine number: Int, near column: Int) -> Int? {
    guard let line = source.line(number)?.utf8 else { return nil }
    let minimum = number == lastPlace.line ? lastPlace.column : 1
    func stands(at column: Int) -> Bool {
      guard column >= minimum, column <= line.count else { return false }
      return line[line.index(line.startIndex, offsetBy: column - 1)...].starts(with: text.utf8)
    }
    return (0...400).lazy.flatMap { [column + $0, column - $0] }.first(where: stands)
  }
}
