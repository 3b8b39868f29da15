/// A chapter as one Swift file that readers can run: its cells in order, and the prose between
/// them as comments.
public struct ChapterDownload: Sendable, Hashable {
  /// The path from the chapter, such as `chapters/04-convolution.md`.
  public var chapter: String
  /// The name of the file, such as `04-convolution.swift`.
  public var name: String
  public var text: String
  /// The code of the cells as it stands in the file.
  public var code: String
  /// What the file is made of besides comments and blank lines, found in the finished text: a word
  /// that should be in a comment and is not would show here.
  public var uncommented: String {
    text.linesOfText.filter { !$0.hasPrefix("//") && !$0.isEmpty }.map { $0 + "\n" }.joined()
  }

  /// - Parameters:
  ///   - chapter: One of the book's chapters.
  ///   - values: The values of its inline expressions.
  public init(_ chapter: Chapter, of book: Book, edition: Edition, values: [String]) {
    var writer = DownloadWriter(chapter: chapter, edition: edition, values: values)
    writer.write(head: book)
    for earlier in book.chapters[..<(chapter.number - 1)] { writer.write(exportsOf: earlier) }
    writer.writeBody()
    self.chapter = chapter.file
    name = chapter.downloadName
    text = writer.text
    code = writer.code
  }
}

extension Chapter {
  /// The name of the file as which readers can download the chapter.
  public var downloadName: String { slug + ".swift" }

  /// Whether there is anything to run in the chapter.
  public var hasDownload: Bool { cells.contains(where: \.runsInPlace) }
}

/// Writes a chapter's download piece by piece, with a blank line between two pieces.
private struct DownloadWriter {
  let chapter: Chapter
  let edition: Edition
  let values: [String]
  private(set) var text = ""
  private(set) var code = ""

  // MARK: Pieces

  /// Lines of words, each a comment of its own, whatever line ends are in the words.
  private mutating func write(comment lines: [String]) {
    let lines = lines.flatMap { $0.isEmpty ? [""] : $0.replacing("\0", with: "").linesOfText }
    let blank = { (line: String) in line.allSatisfy(\.isWhitespace) }
    let start = lines.drop(while: blank)
    guard let end = start.lastIndex(where: { !blank($0) }) else { return }
    append(start[...end].map { blank($0) ? "//" : "// \($0)" })
  }

  private mutating func write(code lines: [String]) {
    append(lines)
    code += lines.map { $0 + "\n" }.joined()
  }

  private mutating func append(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    text += (text.isEmpty ? "" : "\n") + lines.map { $0 + "\n" }.joined()
  }

  // MARK: Parts of the file

  mutating func write(head book: Book) {
    let title = "Chapter \(chapter.number) of “\(book.settings.title)”: \(chapter.title)"
    let summary = chapter.summary.isEmpty ? [] : [chapter.summary, ""]
    write(comment: [title, ""] + summary + ["Run it with: book run \(chapter.downloadName)"])
    write(code: (["Notebook"] + book.settings.imports).map { "import \($0)" })
  }

  /// What the cells see of an earlier chapter.
  mutating func write(exportsOf earlier: Chapter) {
    let exports = earlier.cells.filter { $0.options.export && $0.runsInPlace }
    guard !exports.isEmpty else { return }
    write(comment: ["From chapter \(earlier.number), “\(earlier.title)”:"])
    for cell in exports { write(code: cell.codeLines) }
  }

  mutating func writeBody() {
    var line = chapter.frontMatterLineCount + 1
    for cell in chapter.cells {
      write(proseFrom: line, to: cell.fence.lowerBound - 1)
      if edition.includes(cell) { write(cell) }
      line = cell.fence.upperBound + 1
    }
    write(proseFrom: line, to: chapter.lines.count)
  }

  private mutating func write(proseFrom first: Int, to last: Int) {
    guard first <= last else { return }
    write(comment: (first...last).map { withValues(chapter.lines[$0 - 1], line: $0) })
  }

  private mutating func write(_ cell: Cell) {
    if let caption = cell.options.caption {
      let line = cell.fence.first { chapter.lines[$0 - 1].contains("{swift}") }
      write(comment: [withValues(caption, line: line ?? 0)])
    }
    if let role = cell.options.role { return write(cell, of: role) }
    switch cell.options.run {
    case .true: write(code: cell.codeLines)
    case .false, .compile: write(comment: ["Not run:", ""] + cell.codeLines)
    case .compileFail: write(comment: ["This does not compile:", ""] + cell.codeLines)
    case .trap: write(comment: ["This stops the program:", ""] + cell.codeLines)
    case .throws: write(comment: ["This throws an error:", ""] + cell.codeLines)
    }
  }

  /// The code to start from, or a solution, with the check behind it. Each stands in a block of its
  /// own, for they declare the same names, and runs in a copy of the program, which goes on if the
  /// check fails.
  private mutating func write(_ cell: Cell, of role: CellOptions.Role) {
    let exercise = chapter.exercises.first { $0.name == cell.options.exercise }
    guard let exercise, role == .exercise || role == .solution else { return }
    let name = exercise.name + (role == .solution ? ", a solution" : "")
    let body = cell.codeLines + ["", "// The check:"] + exercise.check.codeLines
    write(
      code: ["if beginAttempt(at: \(name.quoted)) {"] + (body + ["endAttempt()"]).indented + ["}"])
  }

  /// A line of prose with its inline expressions replaced by their values.
  private func withValues(_ line: String, line number: Int) -> String {
    chapter.inlineExpressions.filter { $0.position.line == number }.reduce(line) { line, inline in
      guard values.indices.contains(inline.index) else { return line }
      return line.replacing(
        "`{swift} \(inline.code)`", with: values[inline.index], maxReplacements: 1)
    }
  }
}

extension String {
  /// The text as a literal of Swift.
  fileprivate var quoted: String {
    "\"\(replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension [String] {
  fileprivate var indented: [String] { map { $0.isEmpty ? "" : "  \($0)" } }
}

extension Cell {
  /// The lines of the code, without blank ones at its end.
  fileprivate var codeLines: [String] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let end = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    return Array(lines[...end])
  }
}
