import BookModel

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

    /// Takes `chapters/03.md:12:5: error: text` apart; `nil` for a line of another form.
    init?(_ line: Substring) {
      let parts = line.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
      guard parts.count == 5, let line = Int(parts[1]), let column = Int(parts[2]) else {
        return nil
      }
      position = SourcePosition(file: String(parts[0]), line: line, column: column)
      kind = String(parts[3].drop(while: \.isWhitespace))
      text = String(parts[4].drop(while: \.isWhitespace))
      guard ["error", "warning", "note"].contains(kind) else { return nil }
    }
  }

  var diagnostics: [Diagnostic]
  /// Messages that are about no chapter, such as those of the linker.
  var rest: [String]

  init(_ output: String, chapters: [Chapter]) {
    diagnostics = []
    rest = []
    for line in output.split(separator: "\n") {
      if let message = Message(line) {
        let chapter = chapters.first { $0.file == message.position.file }
        guard let chapter else {
          if message.kind == "error" { rest.append(String(line)) }
          continue
        }
        let position = chapter.fromTangled(message.position)
        switch message.kind {
        case "note":
          guard !diagnostics.isEmpty else { continue }
          let place = "\(position.file):\(position.line): "
          let isNear = diagnostics[diagnostics.count - 1].position?.line == position.line
          diagnostics[diagnostics.count - 1].hints.append(
            (isNear ? "" : place) + message.text)
        default:
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
  /// list item is indented there, an inline expression stands within its line.
  func fromTangled(_ position: SourcePosition) -> SourcePosition {
    var position = position
    let line = position.line
    if let cell = cells.first(where: { $0.lines.contains(line) }) {
      position.column += cell.indentation
    } else if let inline = inlineExpressions.first(where: { $0.position.line == line }) {
      position.column += inline.position.column - 1
    }
    return position
  }
}

extension Cell {
  /// The lines of the chapter on which the code stands.
  var lines: Range<Int> {
    position.line..<position.line + code.count { $0 == "\n" }
  }
}
