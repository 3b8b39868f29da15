/// The content of a paragraph, heading or table cell as cmark-gfm parses it, and where each of its
/// bytes stands.
///
/// cmark-gfm's own places of inlines are those of a paragraph without indentation and without link
/// definitions, and a link over two lines has the column of its start and the line of its end. So the
/// content is laid over the lines that it was taken from.
struct InlineSource {
  /// A stretch of the content that stands in one piece.
  private struct Stretch {
    let offset: Int
    let line: Int
    let column: Int
  }

  let content: [UInt8]
  private let text: ProseText
  private let stretches: [Stretch]

  /// Where a byte of the content stands in the file.
  func position(of offset: Int) -> SourcePosition {
    let next = stretches.partitioningIndex { $0.offset > offset }
    let stretch = stretches[max(next - 1, 0)]
    return text.position(line: stretch.line, column: stretch.column + offset - stretch.offset)
  }

  /// Where a text last stands in the content, or where the content starts.
  func position(ofLast text: String) -> SourcePosition {
    let mark = Array(text.utf8)
    let starts = 0...max(content.count - mark.count, 0)
    return position(of: starts.last { content[$0...].starts(with: mark) } ?? 0)
  }

  // MARK: Paragraphs and headings

  /// The content of a paragraph or heading.
  ///
  /// - Parameter firstLine: a line at or before its first.
  init(of node: MarkdownNode, in text: ProseText, firstLine: Int) {
    let content = Array(node.content.utf8)
    self.content = content
    self.text = text
    let lines = content.splitIntoLines()
    let start = max(firstLine, 1)
    let fallback = Stretch(offset: 0, line: start, column: max(node.startColumn, 1))
    guard !lines.isEmpty else {
      stretches = [fallback]
      return
    }
    if node.kind == "heading", lines.count == 1,
      let column = text.bytes(ofLine: start).flatMap({
        Self.column(of: lines[0], afterMarksIn: $0, from: node.startColumn)
      })
    {
      stretches = [Stretch(offset: 0, line: start, column: column)]
      return
    }
    // Link definitions at the start of a paragraph are no part of its content.
    let end = max(node.endLine - lines.count + 1, start)
    let candidates = Array((start...end).reversed()) + (end...end + 20)
    let found = candidates.lazy.compactMap { line in
      Self.stretches(of: content, in: text, from: line, isAboveTable: node.startLine == 0)
    }.first
    stretches = found ?? [fallback]
  }

  /// The column of a `#` heading's words.
  private static func column(
    of words: ArraySlice<UInt8>, afterMarksIn line: [UInt8], from column: Int
  )
    -> Int?
  {
    let start = line.dropFirst(max(column, 1) - 1).drop { $0.isSpaceOrTab }
    guard start.first == UInt8(ascii: "#") else { return nil }
    let rest = start.drop { $0 == UInt8(ascii: "#") }.drop { $0.isSpaceOrTab }
    return rest.starts(with: words) ? rest.startIndex + 1 : nil
  }

  /// Where the lines of the content stand, or `nil` if they are not those of the text: each is the
  /// end of its line, behind nothing but the marks of lists and quotations.
  ///
  /// - Parameter isAboveTable: whether cmark-gfm has replaced each `\|` by `|`, as it does in a
  ///   paragraph that a table follows at once.
  private static func stretches(
    of content: [UInt8], in text: ProseText, from first: Int, isAboveTable: Bool
  ) -> [Stretch]? {
    var stretches: [Stretch] = []
    for (index, line) in content.splitIntoLines().enumerated() {
      guard let whole = text.bytes(ofLine: first + index) else { return nil }
      // Half of a tab before the words is a space in the content.
      let words = line.drop(while: \.isSpaceOrTab).withoutTrailingSpaces
      let end = whole[...].withoutTrailingSpaces
      var place = end.count - words.count
      if isAboveTable, !end.ends(with: words) {
        place = end.prefix { $0.isSpaceOrTab || $0 == UInt8(ascii: ">") }.count
      }
      guard place >= 0, end[..<place].areMarksOfContainers,
        let parts = Self.stretches(of: words, in: whole, line: first + index, from: &place)
      else { return nil }
      stretches += parts
    }
    return stretches
  }

  // MARK: Table cells

  /// The content of a table cell: in it, cmark-gfm has replaced each `\|` by `|`.
  ///
  /// - Parameters:
  ///   - row: the line of the cell's row.
  ///   - line: that line's number.
  ///   - offset: how many of its bytes stand before the cell; those after it, when this returns.
  init(
    ofCell node: MarkdownNode, in text: ProseText, row bytes: [UInt8], line: Int,
    after offset: inout Int
  ) {
    let content = Array(node.content.utf8)
    self.content = content
    self.text = text
    var stretches: [Stretch]?
    var end = offset
    for start in stride(from: offset, through: bytes.count, by: 1) where stretches == nil {
      end = start
      stretches = Self.stretches(of: content[...], in: bytes, line: line, from: &end)
    }
    self.stretches = stretches ?? [Stretch(offset: 0, line: line, column: offset + 1)]
    offset = Self.nextCell(in: bytes, from: stretches == nil ? offset : end)
  }

  private static func stretches(
    of words: ArraySlice<UInt8>, in line: [UInt8], line number: Int, from place: inout Int
  ) -> [Stretch]? {
    var stretches = [Stretch(offset: words.startIndex, line: number, column: place + 1)]
    for (offset, byte) in zip(words.indices, words) {
      if byte == UInt8(ascii: "|"), line[min(place, line.count)...].starts(with: "\\|".utf8) {
        place += 1
        stretches.append(Stretch(offset: offset, line: number, column: place + 1))
      }
      guard place < line.count, line[place] == byte else { return nil }
      place += 1
    }
    return stretches
  }

  /// The place behind the next `|` that no backslash stands before.
  private static func nextCell(in line: [UInt8], from start: Int) -> Int {
    var place = min(start, line.count)
    while place < line.count {
      if line[place] == UInt8(ascii: "|"), place == 0 || line[place - 1] != UInt8(ascii: "\\") {
        return place + 1
      }
      place += 1
    }
    return place
  }
}

extension ArraySlice<UInt8> {
  fileprivate var withoutTrailingSpaces: Self {
    self[..<((lastIndex { !$0.isSpaceOrTab } ?? startIndex - 1) + 1)]
  }

  fileprivate func ends(with other: Self) -> Bool { suffix(other.count).elementsEqual(other) }

  /// Whether these bytes before a line's words can be marks of quotations, lists, tasks, footnotes
  /// and headings.
  fileprivate var areMarksOfContainers: Bool {
    let rest = drop { " \t>-+*0123456789.)#".utf8.contains($0) }
    guard rest.first == UInt8(ascii: "[") else { return rest.isEmpty }
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
    let after = rest[end...].dropFirst()
    let isTask = rest.count > 2 && rest.distance(from: rest.startIndex, to: end) == 2
    let isFootnote = rest.dropFirst().first == UInt8(ascii: "^") && after.first == UInt8(ascii: ":")
    guard isTask || isFootnote else { return false }
    return after.dropFirst(isFootnote ? 1 : 0).areMarksOfContainers
  }
}

extension Array {
  /// The first index from which on a condition holds.
  ///
  /// - Complexity: O(log n).
  fileprivate func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
