import Foundation

extension ProseReader {
  mutating func blocks(_ nodes: [MarkdownNode], depth: Int) -> [Block] {
    var blocks: [Block] = []
    for node in nodes {
      guard depth < Self.maximumDepth else {
        complain("lists and quotations nest too deeply here", at: position(of: node))
        break
      }
      if let block = block(node, depth: depth, after: &blocks) { blocks.append(block) }
    }
    return blocks
  }

  /// One block; `nil` for a title or a caption, which belong to something else.
  private mutating func block(_ node: MarkdownNode, depth: Int, after previous: inout [Block])
    -> Block?
  {
    lastPlace = position(of: node)
    switch node.kind {
    case "heading": return heading(node).map { .heading($0) }
    case "paragraph": return paragraph(node, after: &previous)
    case "block_quote": return .quotation(blocks(Array(node.children), depth: depth + 1))
    case "list": return .list(list(node, depth: depth))
    case "table": return .table(table(node))
    case "code_block": return codeBlock(node)
    case "html_block": return .html(html(node.literal))
    case "thematic_break": return .rule
    default: return nil
    }
  }

  /// Where a node starts. A bare address has no place of its own in cmark-gfm's tree.
  func position(of node: MarkdownNode) -> SourcePosition {
    guard node.startLine > 0 else { return lastPlace }
    return source.position(
      line: node.startLine + origin.line, column: max(1, node.startColumn + origin.column))
  }

  // MARK: Headings

  private mutating func heading(_ node: MarkdownNode) -> Heading? {
    let place = position(of: node)
    let couldHaveValues = acceptsExpressions
    acceptsExpressions = couldHaveValues && node.headingLevel > 1
    defer { acceptsExpressions = couldHaveValues }
    var content = inlines(node)
    let label = content.removeTrailingLabel()
    var heading = Heading(
      level: node.headingLevel, number: "", content: content, anchor: label ?? "",
      position: place)
    if heading.level == 1 {
      return takeTitle(heading)
    }
    if heading.level > sectionNumbers.count + 2 {
      complain(
        "a heading of level \(heading.level) stands below one of level "
          + "\(sectionNumbers.count + 1)", at: place, severity: .warning,
        hints: ["use \(String(repeating: "#", count: sectionNumbers.count + 2)) here"])
    }
    let depth = heading.level - 1
    while sectionNumbers.count < depth { sectionNumbers.append(0) }
    sectionNumbers.removeSubrange(depth...)
    sectionNumbers[depth - 1] += 1
    if heading.level <= 3 {
      heading.number = ([chapterNumber] + sectionNumbers).map(String.init).joined(separator: ".")
    }
    if let label {
      define(
        label, as: .section, at: self.place(ofLabel: label, in: heading), number: heading.number)
    } else {
      heading.anchor = uniqueAnchor(for: content.plainText)
      anchors.insert(heading.anchor)
    }
    return heading
  }

  /// A heading of level 1 is the chapter's title, if the front matter gives none.
  private mutating func takeTitle(_ heading: Heading) -> Heading? {
    if acceptsTitle, title == nil {
      title = heading
      if !heading.anchor.isEmpty {
        defineChapter(heading.anchor, at: place(ofLabel: heading.anchor, in: heading))
      }
    } else {
      complain(
        "a chapter has one title", at: heading.position,
        hints: ["start sections with `##`"])
    }
    return nil
  }

  private func place(ofLabel label: String, in heading: Heading) -> SourcePosition {
    let line = heading.position.line
    let column = source.line(line).flatMap { $0.utf8Column(of: "{#\(label)") }
    return source.position(line: line, column: column ?? 1)
  }

  // MARK: Paragraphs and formulas

  private mutating func paragraph(_ node: MarkdownNode, after previous: inout [Block]) -> Block? {
    var content = inlines(node)
    if case .table(var table) = previous.last, table.caption.isEmpty,
      content.removeTableMark()
    {
      table.label = content.removeTrailingLabel()
      table.caption = content
      previous[previous.count - 1] = .table(table)
      if let label = table.label { define(label, as: .table, at: position(of: node)) }
      return nil
    }
    if content.count == 1, case .formula(let formula) = content[0], formula.isDisplayed {
      return .formula(formula)
    }
    return content.isEmpty ? nil : .paragraph(content)
  }

  private mutating func codeBlock(_ node: MarkdownNode) -> Block? {
    let place = position(of: node)
    if node.fence == nil, node.fenceInfo == MarkdownExtension.blockInfo {
      return displayedFormula(node.literal, at: place).map { .formula($0) }
    }
    if let fence = node.fence, !isClosed(node, fence: fence) {
      let mark = String(repeating: fence.character, count: fence.length)
      complain(
        "this \(mark) fence is never closed", at: place, hints: ["end it with a line \(mark)"])
    }
    let language = String(node.fenceInfo.prefix { !$0.isWhitespace })
    if language == "swift" { return cell(node) }
    return .listing(language: language, code: node.literal)
  }

  /// Whether a fence's last line closes it. Nothing else in cmark-gfm's tree tells.
  private func isClosed(_ node: MarkdownNode, fence: (character: Character, length: Int)) -> Bool {
    guard node.endLine > node.startLine, let line = source.line(node.endLine) else { return false }
    let text = line[...].trimmingSpaces()
    let mark = text.reversed().prefix { $0 == fence.character }
    return mark.count >= fence.length
      && text.dropLast(mark.count).allSatisfy { $0 == ">" || $0.isWhitespace }
  }

  private mutating func displayedFormula(_ text: String, at place: SourcePosition) -> Formula? {
    let formula = DisplayedFormula(text)
    guard formula.isClosed else {
      complain(
        "this $$ is never closed", at: place,
        hints: ["end the formula with $$; no blank line may stand in it"])
      return nil
    }
    if let label = formula.label { define(label, as: .equation, at: place) }
    return Formula(
      tex: formula.tex, isDisplayed: true, label: formula.label, position: place)
  }

  // MARK: Lists and tables

  private mutating func list(_ node: MarkdownNode, depth: Int) -> List {
    var items: [List.Item] = []
    for child in node.children {
      items.append(
        List.Item(
          blocks: blocks(Array(child.children), depth: depth + 1),
          isDone: child.kind == "tasklist" ? child.isTaskDone : nil))
    }
    return List(
      start: node.isOrderedList ? node.listStart : nil, isTight: node.isTightList, items: items)
  }

  private mutating func table(_ node: MarkdownNode) -> ProseTable {
    var table = ProseTable(alignments: node.tableAlignments, header: [], rows: [])
    for row in node.children {
      var cells: [[Inline]] = []
      for cell in row.children {
        lastPlace = position(of: row)
        cells.append(inlines(cell))
      }
      if row.kind == "table_header" { table.header = cells } else { table.rows.append(cells) }
    }
    return table
  }
}

extension [Inline] {
  /// Takes a `{#label}` off the end.
  mutating func removeTrailingLabel() -> String? {
    guard case .text(let text) = last, text.hasSuffix("}"),
      let start = text.range(of: "{#", options: .backwards)
    else { return nil }
    let label = text[start.upperBound...].dropLast()
    guard !label.isEmpty, label.utf8.allSatisfy(\.isOfLabel) else { return nil }
    let rest = text[..<start.lowerBound]
    let end = rest.lastIndex { !$0.isWhitespace }
    self[count - 1] = .text(end.map { String(rest[...$0]) } ?? "")
    return String(label)
  }

  /// Takes the `: ` off the start that makes a paragraph the caption of the table above it.
  fileprivate mutating func removeTableMark() -> Bool {
    guard case .text(let text) = first, text.hasPrefix(": ") else { return false }
    self[0] = .text(String(text.dropFirst(2)))
    return true
  }
}

extension String {
  /// The column where a text first stands, counted from 1 in bytes.
  func utf8Column(of text: String) -> Int? {
    range(of: text).map { utf8.distance(from: startIndex, to: $0.lowerBound) + 1 }
  }
}
