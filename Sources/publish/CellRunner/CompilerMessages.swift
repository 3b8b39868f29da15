import BookModel
import BookRecords

/// The compiler's messages, as problems in the book's chapters.
///
/// The compiler prints `file:line:column: error: text`, then the line and a caret, then notes in
/// the same form that belong to the message before.
struct CompilerMessages {
  /// One message as the compiler prints it.
  struct Message {
    var position: SourcePosition
    /// `error`, `warning` or `note`.
    var kind: String
    var text: String

    /// Takes `chapters/03.md:12:5: error: text` apart; `nil` for a line of another form. The path
    /// may hold colons, so it ends where all that follows it fits.
    init?(_ line: Substring) {
      let form = /(.+?):(\d+):(\d+): (error|warning|note): (.*)/
      guard let match = line.wholeMatch(of: form), let line = Int(match.2),
        let column = Int(match.3)
      else { return nil }
      position = SourcePosition(file: String(match.1), line: line, column: column)
      kind = String(match.4)
      text = String(match.5)
    }
  }

  var diagnostics: [Diagnostic]
  /// Messages that are about no chapter, such as those of the linker.
  var rest: [String]

  init(_ output: String, chapters: [Chapter]) {
    diagnostics = []
    rest = []
    // An error that the compiler sees where the program ends, such as a missing brace.
    var unplaced: Message?
    // Notes follow the message that they belong to, which may be about the runner's own lines.
    var isAboutChapter = true
    for line in TerminalText.shown(output).split(separator: "\n") {
      if let message = Message(line) {
        let chapter = chapters.first { $0.file == message.position.file }
        if message.kind != "note" { isAboutChapter = chapter != nil }
        guard let chapter else {
          unplaced = message.kind == "error" ? message : nil
          if let unplaced { rest.append(unplaced.text) }
          continue
        }
        let position = chapter.fromTangled(message.position)
        switch message.kind {
        case "note" where unplaced != nil:
          rest.removeLast()
          diagnostics.append(
            Diagnostic(
              .error, unplaced?.text ?? "", at: position, sourceLine: chapter.line(position.line),
              hints: [message.text]))
          unplaced = nil
        case "note":
          guard isAboutChapter, !diagnostics.isEmpty else { continue }
          let place = "\(position.file):\(position.line): "
          let isNear = diagnostics[diagnostics.count - 1].position?.line == position.line
          diagnostics[diagnostics.count - 1].hints.append(
            (isNear ? "" : place) + message.text)
        default:
          unplaced = nil
          diagnostics.append(
            Diagnostic(
              message.kind == "error" ? .error : .warning, message.text, at: position,
              sourceLine: chapter.line(position.line)))
        }
      } else if line.contains("error:") {
        rest.append(String(line))
      }
    }
    // A message about an exported declaration comes once for each module that sees it.
    var seen = Set<Diagnostic>()
    diagnostics = diagnostics.filter { seen.insert($0).inserted }
  }

  /// Why a program does not compile where no chapter is to blame.
  func reason(orElse output: String) -> String {
    rest.isEmpty ? output : rest.joined(separator: "\n")
  }
}

extension Chapter {
  /// The text of a line of the chapter, counted from 1.
  func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// Moves a column of the tangled program to where it stands in the chapter: a fence inside a
  /// list item is indented there. An expression over several lines is one line for the compiler.
  func fromTangled(_ position: SourcePosition) -> SourcePosition {
    var position = position
    if let cell = cells.first(where: { $0.lines.contains(position.line) }) {
      position.column += indentation(of: cell, line: position.line)
    }
    position.column = min(position.column, (line(position.line)?.utf8.count ?? 0) + 1)
    return position
  }

  /// How many bytes the fence's indentation took from a line of a cell.
  private func indentation(of cell: Cell, line number: Int) -> Int {
    let code = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    let index = number - cell.position.line
    guard code.indices.contains(index), let line = line(number) else { return 0 }
    return max(0, line.utf8.count - code[index].utf8.count)
  }
}

extension Cell {
  /// The lines of the chapter on which the code stands.
  var lines: Range<Int> {
    position.line..<position.line + code.count { $0 == "\n" }
  }
}
