/// Turns the inlines of one paragraph, heading or table cell into values, each with its place.
struct InlineReader {
  let source: InlineSource
  private let tokens: [MarkdownExtension.Token]
  private let rules: ReadingRules
  private var cursor: InlineCursor

  init(_ source: InlineSource, tokens: [MarkdownExtension.Token], rules: ReadingRules) {
    self.source = source
    self.tokens = tokens
    self.rules = rules
    cursor = InlineCursor(source.content)
  }

  /// The content of a node; neighbouring texts are joined.
  mutating func inlines(_ node: MarkdownNode, depth: Int = 0, into notes: inout ChapterNotes)
    -> [Inline]
  {
    var inlines: [Inline] = []
    for child in node.children {
      guard depth < ReadingRules.maximumDepth else {
        notes.complain(
          "emphasis and links nest too deeply here", at: source.position(of: cursor.offset))
        break
      }
      for inline in self.inlines(of: child, depth: depth, into: &notes) {
        if case .text(let text) = inline, case .text(let before) = inlines.last {
          inlines[inlines.count - 1] = .text(before + text)
        } else {
          inlines.append(inline)
        }
      }
    }
    return inlines
  }

  private mutating func inlines(
    of node: MarkdownNode, depth: Int, into notes: inout ChapterNotes
  ) -> [Inline] {
    switch node.kind {
    case "text": return text(node.literal, into: &notes)
    case "softbreak":
      cursor.lineEnd()
      return [.softBreak]
    case "linebreak":
      cursor.lineEnd()
      return [.lineBreak]
    case "code": return code(node, into: &notes).map { [$0] } ?? []
    case "html_inline":
      if let index = node.tokenIndex { return [finding(tokens[index], into: &notes)] }
      let start = cursor.html(node.literal)
      let html = RawHTML(text: node.literal, position: source.position(of: start))
      notes.add(html)
      return [.html(html)]
    case "emph": return [.emphasis(marked(node, "*_", 1, depth: depth, into: &notes))]
    case "strong": return [.strong(marked(node, "*_", 2, depth: depth, into: &notes))]
    case "strikethrough":
      return [.strikethrough(marked(node, "~", 2, depth: depth, into: &notes))]
    case "link": return [.link(link(node, depth: depth, into: &notes))]
    case "image": return [.image(image(node, depth: depth, into: &notes))]
    case "footnote_reference":
      let place = source.position(of: cursor.footnote())
      guard !rules.isFragment, let number = Int(node.literal) else {
        notes.complain(
          "a footnote cannot be defined here", at: place,
          hints: ["captions and summaries refer to the footnotes of their chapter"])
        return []
      }
      return [.footnote(notes.footnotes.reference(to: number))]
    default: return []
    }
  }

  private mutating func marked(
    _ node: MarkdownNode, _ marks: String, _ count: Int, depth: Int,
    into notes: inout ChapterNotes
  ) -> [Inline] {
    cursor.marks(marks, count: count)
    let content = inlines(node, depth: depth + 1, into: &notes)
    cursor.marks(marks, count: count)
    return content
  }

  // MARK: Text

  /// A text, in which cmark-gfm leaves references to footnotes that are not there: those of a
  /// caption are in the chapter, others are nowhere.
  private mutating func text(_ text: String, into notes: inout ChapterNotes) -> [Inline] {
    let places = cursor.text(text)
    guard text.utf8.contains(UInt8(ascii: "[")) else { return [.text(text)] }
    var inlines: [Inline] = []
    var rest = text.startIndex
    var (last, scalars) = (text.startIndex, 0)
    for match in text.matches(of: /\[\^([^\]\s]+)\]/) {
      let (range, name) = (match.range, String(match.1))
      scalars += text.unicodeScalars.distance(from: last, to: range.lowerBound)
      last = range.lowerBound
      let place = places[scalars]
      guard place < source.content.count, source.content[place] == UInt8(ascii: "[") else {
        continue  // An author who escapes the bracket wants no footnote.
      }
      guard rules.isFragment, let index = notes.footnotes.reference(to: name) else {
        notes.complain(
          "no footnote is called `\(name)`", at: source.position(of: place), severity: .warning,
          hints: ["write it as `[^\(name)]: The note.`"])
        continue
      }
      inlines += [.text(String(text[rest..<range.lowerBound])), .footnote(index)]
      rest = range.upperBound
    }
    return (inlines + [.text(String(text[rest...]))]).filter { $0 != .text("") }
  }

  // MARK: Code

  /// Inline code is shown, or computed if it starts with `{swift}`.
  private mutating func code(_ node: MarkdownNode, into notes: inout ChapterNotes) -> Inline? {
    let inside = cursor.code()
    let mark = "{swift}"
    guard node.literal == mark || node.literal.hasPrefix(mark + " ") else {
      return .code(node.literal)
    }
    func isSpace(_ byte: UInt8) -> Bool { byte.isSpaceOrTab || byte == .lineFeed }
    let code = source.content[min(inside, source.content.count)...].drop(while: isSpace)
    let place = source.position(of: code.startIndex)
    let expression = node.literal.dropFirst(mark.count).trimmingSpaces()
    guard !expression.isEmpty else {
      notes.complain("`{swift}` stands without an expression", at: place)
      return nil
    }
    guard rules.acceptsExpressions else {
      notes.complain("a value cannot be computed here", at: place)
      return nil
    }
    let start = code.dropFirst(mark.utf8.count).drop(while: isSpace).startIndex
    return .value(notes.addExpression(String(expression), at: source.position(of: start)))
  }

  // MARK: Links

  private mutating func link(_ node: MarkdownNode, depth: Int, into notes: inout ChapterNotes)
    -> Link
  {
    let (start, hasBrackets) = cursor.openLink(isImage: false)
    let content = inlines(node, depth: depth + 1, into: &notes)
    cursor.closeLink(hasBrackets: hasBrackets)
    let link = Link(
      destination: node.url, title: node.title, content: content,
      position: source.position(of: start))
    notes.add(link)
    return link
  }

  private mutating func image(_ node: MarkdownNode, depth: Int, into notes: inout ChapterNotes)
    -> Image
  {
    let (start, _) = cursor.openLink(isImage: true)
    let altText = inlines(node, depth: depth + 1, into: &notes).plainText
    cursor.closeLink(hasBrackets: true)
    let image = Image(
      source: node.url, title: node.title, altText: altText,
      position: source.position(of: start))
    notes.add(image)
    return image
  }

  // MARK: Mathematics and references

  private mutating func finding(
    _ token: MarkdownExtension.Token, into notes: inout ChapterNotes
  ) -> Inline {
    let place = source.position(of: token.range.lowerBound)
    cursor.skip(to: token.range.upperBound)
    switch token.finding {
    case .formula(let tex, let isDisplayed, let label):
      if let label { notes.define(label, as: .equation, at: place) }
      return .formula(
        Formula(tex: tex, isDisplayed: isDisplayed, label: label, position: place))
    case .reference(let label):
      let reference = Reference(label: label, position: place)
      notes.add(reference)
      return .reference(reference)
    case .unclosedFormula:
      notes.complain(
        "this $$ is never closed", at: place,
        hints: ["end the formula with $$, or write \\$ for a dollar sign"])
      return .text("$$")
    }
  }
}
