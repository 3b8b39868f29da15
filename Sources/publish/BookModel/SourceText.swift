import Foundation

/// One of the book's files as text: lines without their ends, ready to point at.
struct SourceText: Sendable {
  /// The path from the book's folder.
  let file: String
  /// The lines. A byte that is no text is a question mark here, so that columns stay those of the
  /// file.
  let lines: [String]
  /// What in the file is no text.
  let diagnostics: [Diagnostic]

  /// Reads bytes as UTF-8. A byte order mark at the start is dropped.
  init(_ data: Data, file: String) {
    self.file = file
    let allBytes = [UInt8](data)
    guard !Self.looksLikeUTF16(allBytes) else {
      lines = []
      diagnostics = [
        Diagnostic(
          .error, "the file is not UTF-8: it looks like UTF-16",
          at: SourcePosition(file: file, line: 1, column: 1),
          hints: ["save the file in the encoding UTF-8"])
      ]
      return
    }
    let bytes = allBytes.starts(with: Flaw.byteOrderMark) ? allBytes.dropFirst(3) : allBytes[...]
    var lines: [String] = []
    var flaws: [Flaw] = []
    for (index, line) in bytes.splitIntoLines().enumerated() {
      let text = String(validating: line, as: UTF8.self)
      if let text, !line.contains(where: { $0 == 0 || $0 == Flaw.byteOrderMark[0] }) {
        lines.append(text)
        continue
      }
      if let flaw = Flaw(in: line, number: index + 1) { flaws.append(flaw) }
      lines.append(text.map(Self.withoutNUL) ?? Self.repaired(line))
    }
    self.lines = lines
    diagnostics = Self.firstOfEachKind(flaws).map { $0.diagnostic(in: file) }
  }

  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.prefix(64).count { $0 == 0 } * 3 > min(bytes.count, 64)
  }

  private static func withoutNUL(_ text: String) -> String { text.replacing("\0", with: "?") }

  private static func repaired(_ line: ArraySlice<UInt8>) -> String {
    UTF8Runs(line).map { $0.text.map(withoutNUL) ?? "?" }.joined()
  }

  private static func firstOfEachKind(_ flaws: [Flaw]) -> [Flaw] {
    [Flaw.Kind.invalid, .nul, .byteOrderMark].compactMap { kind in
      flaws.first { $0.kind == kind }
    }
  }

  /// A line by its number from 1, or `nil` past the end.
  func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// A place that exists: past the end of a line it is the line's end, past the last line the end of
  /// that.
  func position(line: Int, column: Int = 1) -> SourcePosition {
    let number = min(max(line, 1), max(lines.count, 1))
    let end = (self.line(number)?.utf8.count ?? 0) + 1
    return SourcePosition(
      file: file, line: number, column: line > number ? end : min(max(column, 1), end))
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

/// Something in a line of bytes that is no text of the book.
private struct Flaw {
  enum Kind {
    /// A byte that is not UTF-8.
    case invalid
    case nul
    /// The mark that belongs at the start of a file: it cannot be seen, and breaks what Markdown
    /// looks for at the start of a line.
    case byteOrderMark
  }

  let kind: Kind
  let line: Int
  /// The column, counted in bytes.
  let column: Int
  let byte: UInt8
  let sourceLine: String

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The gravest flaw of a line.
  init?(in bytes: ArraySlice<UInt8>, number: Int) {
    line = number
    let text = String(validating: bytes, as: UTF8.self)
    sourceLine = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "?")
    if text == nil, let bad = UTF8Runs(bytes).first(where: { $0.text == nil }) {
      (kind, column, byte) = (.invalid, bad.offset + 1, bad.byte)
    } else if let place = bytes.firstIndex(of: 0) {
      (kind, column, byte) = (.nul, place - bytes.startIndex + 1, 0)
    } else if let place = bytes.firstRange(of: Self.byteOrderMark)?.lowerBound {
      (kind, column, byte) = (.byteOrderMark, place - bytes.startIndex + 1, bytes[place])
    } else {
      return nil
    }
  }

  func diagnostic(in file: String) -> Diagnostic {
    let (severity, message, hint): (Diagnostic.Severity, String, String) =
      switch kind {
      case .invalid:
        (
          .error,
          "the file is not UTF-8: found the byte 0x\(String(byte, radix: 16, uppercase: true))",
          "save the file in the encoding UTF-8"
        )
      case .nul: (.error, "a NUL character is no text", "remove it")
      case .byteOrderMark:
        (
          .warning, "an invisible byte order mark stands inside the file",
          "remove it: it belongs at the start of a file, or nowhere"
        )
      }
    return Diagnostic(
      severity, message, at: SourcePosition(file: file, line: line, column: column),
      sourceLine: sourceLine, hints: [hint])
  }
}
