import Foundation

/// Turns a fence, indented code or a `$$` block into a cell, a listing or a formula.
struct CodeBlockReader {
  private let node: MarkdownNode
  private let text: ProseText

  init(_ node: MarkdownNode, in text: ProseText) {
    self.node = node
    self.text = text
  }

  func block(rules: ReadingRules, into notes: inout ChapterNotes) -> Block? {
    let place = text.position(line: node.startLine, column: node.startColumn)
    if node.fence == nil, node.fenceInfo == MarkdownExtension.blockInfo {
      return displayedFormula(node.literal, at: place, into: &notes).map { .formula($0) }
    }
    if let fence = node.fence, !isClosed(fence) {
      let mark = String(repeating: fence.character, count: fence.length)
      notes.complain(
        "this \(mark) fence is never closed", at: place, hints: ["end it with a line \(mark)"])
    }
    let info = FenceInfo(node.fenceInfo)
    if let warning = info.warning(firstLine: node.literal.linesOfText.first ?? "") {
      notes.complain(warning.message, at: place, severity: .warning, hints: [warning.hint])
    }
    guard info.isCell else {
      return .listing(language: info.language, code: node.literal)
    }
    guard rules.acceptsCells else {
      notes.complain("a cell cannot stand here", at: place)
      return nil
    }
    return .cell(CellReader(node, in: text).cell(rules: rules, into: &notes))
  }

  /// Whether a fence's last line closes it. Nothing else in cmark-gfm's tree tells.
  private func isClosed(_ fence: (character: Character, length: Int)) -> Bool {
    let lines = node.literal.utf8.count { $0 == .lineFeed }
    guard node.endLine - node.startLine == lines + 1,
      let line = text.bytes(ofLine: node.endLine).map({ String(decoding: $0, as: UTF8.self) })
    else { return false }
    let words = line[...].trimmingSpaces()
    let mark = words.reversed().prefix { $0 == fence.character }
    return mark.count >= fence.length
      && words.dropLast(mark.count).allSatisfy { $0 == ">" || $0.isWhitespace }
  }

  private func displayedFormula(
    _ text: String, at place: SourcePosition, into notes: inout ChapterNotes
  ) -> Formula? {
    let formula = DisplayedFormula(text)
    guard formula.isClosed else {
      notes.complain(
        "this $$ is never closed", at: place,
        hints: ["end the formula with $$; no blank line may stand in it"])
      return nil
    }
    if let label = formula.label { notes.define(label, as: .equation, at: place) }
    return Formula(
      tex: formula.tex, isDisplayed: true, label: formula.label, position: place)
  }
}
