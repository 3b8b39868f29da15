import Foundation

/// Turns cmark-gfm's blocks into values. What it finds on the way goes to the chapter's notes.
struct BlockReader {
  private let text: ProseText
  private let tokens: [MarkdownExtension.Token]
  private let rules: ReadingRules

  init(_ text: ProseText, tokens: [MarkdownExtension.Token], rules: ReadingRules) {
    self.text = text
    self.tokens = tokens
    self.rules = rules
  }

  func blocks(_ nodes: [MarkdownNode], depth: Int, into notes: inout ChapterNotes)
    -> [Block]
  {
    var blocks: [Block] = []
    var questions: [Int: SourcePosition] = [:]
    for (index, node) in nodes.enumerated() {
      guard depth < ReadingRules.maximumDepth else {
        notes.complain("lists and quotations nest too deeply here", at: position(of: node))
        break
      }
      // cmark-gfm knows no place of a paragraph that a table follows at once.
      let line =
        node.startLine > 0 ? node.startLine : nodes[min(index + 1, nodes.count - 1)].startLine
      if let block = block(node, line: line, depth: depth, after: &blocks, into: &notes) {
        if case .question = block {
          questions[blocks.count] = text.position(line: line, column: node.startColumn)
        }
        blocks.append(block)
      }
    }
    for (index, place) in questions.sorted(by: { $0.key < $1.key }) {
      guard case .question(let question) = blocks[index], let problem = question.problem
      else { continue }
      notes.complain(problem.message, at: place, hints: [problem.hint])
    }
    return blocks
  }

  /// One block; `nil` for a title, a caption or answers, which belong to something else.
  private func block(
    _ node: MarkdownNode, line: Int, depth: Int, after previous: inout [Block],
    into notes: inout ChapterNotes
  ) -> Block? {
    switch node.kind {
    case "heading": return heading(node, into: &notes).map { .heading($0) }
    case "paragraph": return paragraph(node, line: line, after: &previous, into: &notes)
    case "block_quote":
      return .quotation(blocks(Array(node.children), depth: depth + 1, into: &notes))
    case "list":
      let list = list(node, depth: depth, into: &notes)
      if case .question(var question) = previous.last, question.answers.isEmpty,
        question.takeAnswers(from: list)
      {
        previous[previous.count - 1] = .question(question)
        return nil
      }
      return .list(list)
    case "table":
      return .table(
        TableReader(text, tokens: tokens, rules: rules).table(node, into: &notes))
    case "code_block": return CodeBlockReader(node, in: text).block(rules: rules, into: &notes)
    case "html_block":
      let html = RawHTML(text: node.literal, position: position(of: node))
      notes.add(html)
      return .html(html)
    case "thematic_break": return .rule
    default: return nil
    }
  }

  private func position(of node: MarkdownNode) -> SourcePosition {
    text.position(line: node.startLine, column: node.startColumn)
  }

  private func heading(_ node: MarkdownNode, into notes: inout ChapterNotes) -> Heading? {
    var rules = self.rules
    rules.acceptsExpressions = rules.acceptsExpressions && node.headingLevel > 1
    let source = InlineSource(of: node, in: text, firstLine: node.startLine)
    var reader = InlineReader(source, tokens: tokens, rules: rules)
    var content = reader.inlines(node, into: &notes)
    let label = content.removeTrailingLabel()
    var heading = Heading(
      level: node.headingLevel, number: "", content: content, anchor: label ?? "",
      position: position(of: node))
    let place = label.map { source.position(ofLast: "{#\($0)") } ?? heading.position
    guard heading.level == 1 else {
      notes.number(&heading, label: label, at: place)
      return heading
    }
    guard rules.acceptsTitle, notes.title == nil else {
      notes.complain(
        "a chapter has one title", at: heading.position, hints: ["start sections with `##`"])
      return nil
    }
    notes.setTitle(heading, labelAt: place)
    return nil
  }

  private func paragraph(
    _ node: MarkdownNode, line: Int, after previous: inout [Block],
    into notes: inout ChapterNotes
  ) -> Block? {
    let source = InlineSource(of: node, in: text, firstLine: line)
    var reader = InlineReader(source, tokens: tokens, rules: rules)
    var content = reader.inlines(node, into: &notes)
    if case .table(var table) = previous.last, table.caption.isEmpty,
      content.removeCaptionMark()
    {
      table.takeCaption(content, at: source.position(of: 0), into: &notes)
      previous[previous.count - 1] = .table(table)
      return nil
    }
    if content.count == 1, case .formula(let formula) = content[0], formula.isDisplayed {
      return .formula(formula)
    }
    if !rules.isFragment, let question = Question(paragraph: content) {
      notes.define(question.label, at: source.position(ofLast: "{#\(question.label)"))
      return .question(question)
    }
    for label in content.labels where !rules.isFragment {
      notes.complain(
        "`{#\(label)}` labels nothing here", at: source.position(ofLast: "{#\(label)}"),
        severity: .warning,
        hints: [
          "it belongs behind a heading, a question or a `$$` formula, or into the line `: Caption` "
            + "below a table"
        ])
    }
    return content.isEmpty ? nil : .paragraph(content)
  }

  private func list(_ node: MarkdownNode, depth: Int, into notes: inout ChapterNotes) -> List {
    var items: [List.Item] = []
    for child in node.children {
      items.append(
        List.Item(
          blocks: blocks(Array(child.children), depth: depth + 1, into: &notes),
          isDone: child.kind == "tasklist" ? child.isTaskDone : nil))
    }
    return List(
      start: node.isOrderedList ? node.listStart : nil, isTight: node.isTightList, items: items)
  }
}

extension [Inline] {
  /// What stands in the words like the label of something that has a number.
  fileprivate var labels: [String] {
    flatMap { inline -> [String] in
      guard case .text(let text) = inline, text.contains("{#") else { return [] }
      return text.matches(of: /\{#([A-Za-z0-9_-]+)\}/).map { String($0.1) }
        .filter { LabelTarget.Kind(label: $0) != nil }
    }
  }
}
