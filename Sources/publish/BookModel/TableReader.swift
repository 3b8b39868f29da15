import Foundation

/// Turns cmark-gfm's tables into values.
struct TableReader {
  private let text: ProseText
  private let tokens: [MarkdownExtension.Token]
  private let rules: ReadingRules

  init(_ text: ProseText, tokens: [MarkdownExtension.Token], rules: ReadingRules) {
    self.text = text
    self.tokens = tokens
    self.rules = rules
  }

  func table(_ node: MarkdownNode, into notes: inout ChapterNotes) -> ProseTable {
    var table = ProseTable(alignments: node.tableAlignments, header: [], rows: [])
    var rows = Array(node.children)
    let caption = rows.last.flatMap { captionLine($0) }
    if caption != nil { rows.removeLast() }
    for row in rows {
      if row.kind == "table_header" {
        table.header = cells(row, line: headerLine(of: node), into: &notes)
      } else {
        warnOfCaption(row, into: &notes)
        table.rows.append(cells(row, line: row.startLine, into: &notes))
      }
    }
    if let caption {
      var content = ProseReader.line(caption, called: "a caption", rules: rules, into: &notes)
      _ = content.removeCaptionMark()
      table.takeCaption(content, at: caption.position(line: 1, column: 1), into: &notes)
    }
    return table
  }

  private func cells(_ row: MarkdownNode, line: Int, into notes: inout ChapterNotes) -> [[Inline]] {
    var cells: [[Inline]] = []
    var offset = start(of: row, line: line)
    let bytes = text.bytes(ofLine: line) ?? []
    for cell in row.children {
      let source = InlineSource(
        ofCell: cell, in: text, row: bytes, line: line, after: &offset)
      var reader = InlineReader(source, tokens: tokens, rules: rules)
      cells.append(reader.inlines(cell, into: &notes))
    }
    return cells
  }

  /// The line of the heads of the columns. cmark-gfm takes lines of text above it for the start.
  private func headerLine(of table: MarkdownNode) -> Int {
    table.startLine + max(table.content.utf8.splitIntoLines().count - 1, 0)
  }

  /// How many bytes stand before a row. cmark-gfm tells it well if no text stands above the table.
  private func start(of row: MarkdownNode, line: Int) -> Int {
    let column = max(row.startColumn - 1, 0)
    guard let bytes = text.bytes(ofLine: line), bytes.count > column else { return column }
    let marks = bytes.prefix { " \t>".utf8.contains($0) }.count
    return row.kind == "table_header" && line == row.startLine ? column : min(column, marks)
  }

  // MARK: Captions below the rows

  /// A row that was meant as the table's caption: `: Caption {#tbl-name}` with no blank line before it.
  private func captionLine(_ row: MarkdownNode) -> ProseText? {
    guard row.kind == "table_row", let bytes = text.bytes(ofLine: row.startLine) else { return nil }
    let start = start(of: row, line: row.startLine)
    let words = String(decoding: bytes.dropFirst(start), as: UTF8.self)
    guard words.hasPrefix(": ") else { return nil }
    let hasLabel = words.contains(/\{#[^}]*\}\s*$/)
    guard hasLabel || !words.replacing("\\|", with: "").contains("|") else { return nil }
    return text.line(row.startLine, from: start)
  }

  private func warnOfCaption(_ row: MarkdownNode, into notes: inout ChapterNotes) {
    guard captionLine(row) != nil else { return }
    notes.complain(
      "this line is a row of the table, not its caption",
      at: text.position(
        line: row.startLine, column: start(of: row, line: row.startLine) + 1), severity: .warning,
      hints: ["put a blank line behind it"])
  }
}

extension ProseTable {
  /// Takes the words of a caption, with the label at their end.
  mutating func takeCaption(
    _ words: [Inline], at place: SourcePosition, into notes: inout ChapterNotes
  ) {
    caption = words
    label = caption.removeTrailingLabel()
    if let label { notes.define(label, as: .table, at: place) }
  }
}

extension [Inline] {
  /// Takes the `: ` off the start that makes a line the caption of the table above it.
  mutating func removeCaptionMark() -> Bool {
    guard case .text(let text) = first, text.hasPrefix(": ") else { return false }
    self[0] = .text(String(text.dropFirst(2)))
    return true
  }

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
}
