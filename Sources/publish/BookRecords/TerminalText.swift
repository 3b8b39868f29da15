/// What a terminal shows of a program's output.
///
/// A line that is written over, by carriage returns, backspaces or erasing, is left as it was at its
/// end. Colours, titles, movements of the cursor and all other control characters are gone, and what
/// is no UTF-8 is shown as U+FFFD. The text may come in parts that are cut anywhere.
///
/// - Complexity: linear in the length of the output.
public struct TerminalText: Sendable {
  /// The lines that are complete.
  private var lines = ""
  private var line = TerminalLine()
  private var sequence = EscapeSequence()
  /// The beginning of a character whose end has not come yet.
  private var unfinished: [UInt8] = []

  public init() {}

  /// The text that a terminal shows of `text`.
  public static func shown(_ text: String) -> String {
    guard text.utf8.contains(where: isSpecial) else { return text }
    var terminal = TerminalText()
    terminal.write(text.utf8)
    return terminal.text
  }

  /// All that is shown.
  public var text: String {
    var whole = self
    whole.write(scalarsOf: String(decoding: unfinished, as: UTF8.self))
    return whole.lines + whole.line.text
  }

  /// About how long the text is, in bytes.
  public var length: Int { lines.utf8.count + line.length }

  public mutating func write(_ bytes: some Collection<UInt8>) {
    var bytes = unfinished + bytes
    let rest = Self.unfinishedCharacter(bytes)
    unfinished = Array(bytes.suffix(rest))
    bytes.removeLast(rest)
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let text = String(decoding: part, as: UTF8.self)
      if line.isEmpty, sequence.isOver, part.endIndex < bytes.endIndex,
        !part.contains(where: Self.isSpecial)
      {
        lines += text
      } else {
        write(scalarsOf: text)
      }
      if part.endIndex < bytes.endIndex { endLine() }
    }
  }

  /// Whether a byte needs more than to be copied: a control character, or the first byte of one.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0a || byte == 0x7f || byte == 0xc2
  }

  /// How many bytes at the end are the beginning of a character.
  private static func unfinishedCharacter(_ bytes: [UInt8]) -> Int {
    for (count, byte) in zip(1...3, bytes.reversed()) where byte & 0xc0 != 0x80 {
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return length > count ? count : 0
    }
    return 0
  }

  private mutating func endLine() {
    lines += line.text + "\n"
    line = TerminalLine()
    // What was never ended has at most its line.
    sequence = EscapeSequence()
  }

  private mutating func write(scalarsOf text: String) {
    for scalar in text.unicodeScalars {
      switch sequence.take(scalar) {
      case .shows: line.put(scalar)
      case .returns: line.column = 0
      case .goesBack: line.column = max(0, line.column - 1)
      case .erasesRest: line.eraseRest()
      case .erasesLine: line.erase()
      case .nothing: break
      }
    }
  }
}
