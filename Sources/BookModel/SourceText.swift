import Foundation

/// One of the book's files as text: lines without their ends, ready to point at.
struct SourceText: Sendable {
  /// The path from the book's folder.
  let file: String
  let lines: [String]
  /// Where the file stops being UTF-8.
  let invalidUTF8: Diagnostic?

  /// Reads bytes as UTF-8. A byte order mark is dropped, and each CRLF becomes one line end.
  init(_ data: Data, file: String) {
    self.file = file
    let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    var lines: [String] = []
    var invalidUTF8: Diagnostic?
    for piece in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = piece.last == 0x0D ? piece.dropLast() : piece
      if let text = String(validating: line, as: UTF8.self) {
        lines.append(text)
      } else {
        let repaired = String(decoding: line, as: UTF8.self)
        lines.append(repaired)
        let goodBytes = zip(line, repaired.utf8).prefix { $0 == $1 }.count
        let badByte = line[line.startIndex + goodBytes]
        invalidUTF8 =
          invalidUTF8
          ?? Diagnostic(
            .error,
            "the file is not UTF-8: found the byte 0x\(String(badByte, radix: 16, uppercase: true))",
            at: SourcePosition(file: file, line: lines.count, column: goodBytes + 1),
            sourceLine: repaired, hints: ["save the file in the encoding UTF-8"])
      }
    }
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    self.invalidUTF8 = invalidUTF8
  }

  /// A line by its number from 1, or `nil` past the end.
  func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  func position(line: Int, column: Int = 1) -> SourcePosition {
    SourcePosition(file: file, line: line, column: column)
  }

  /// A problem at a place, with its line.
  func problem(
    _ message: String, line: Int, column: Int = 1, severity: Diagnostic.Severity = .error,
    hints: [String] = []
  ) -> Diagnostic {
    problem(
      message, at: position(line: line, column: column), severity: severity, hints: hints)
  }

  /// A problem at a place, with its line.
  func problem(
    _ message: String, at position: SourcePosition, severity: Diagnostic.Severity = .error,
    hints: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      severity, message, at: position, sourceLine: line(position.line), hints: hints)
  }
}
