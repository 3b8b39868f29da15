extension Diagnostic {
  /// The problem as compilers print it: place and message, the line, a caret, the hints.
  ///
  ///     chapters/07-network.md:12:5: error: unknown option `lable`
  ///     //| lable: fig-kernels
  ///         ^
  ///     hint: did you mean `label`?
  public var rendered: String {
    var lines = [headline]
    if let sourceLine, let position {
      let (line, column) = Self.excerpt(of: sourceLine, around: position.column)
      lines.append(line.withoutControls)
      lines.append(Self.indent(toColumn: column, of: line) + "^")
    }
    lines += hints.map { "hint: \($0)" }
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    guard let position else { return "\(severity.rawValue): \(message)" }
    return "\(position.file):\(position.line):\(position.column): \(severity.rawValue): \(message)"
  }

  /// As much of a line as somebody reads, and the column in it.
  private static func excerpt(
    of line: String, around column: Int
  ) -> (text: String, column: Int) {
    let reach = 120
    guard line.utf8.count > 2 * reach else { return (line, column) }
    let bytes = Array(line.utf8)
    let isInsideCharacter = { (place: Int) in
      bytes.indices.contains(place) && bytes[place] & 0xC0 == 0x80
    }
    var start = min(max(column - 1 - reach, 0), bytes.count)
    var end = min(max(column - 1 + reach, 0), bytes.count)
    while isInsideCharacter(start) { start -= 1 }
    while isInsideCharacter(end) { end += 1 }
    let (before, behind) = (start > 0 ? "…" : "", end < bytes.count ? "…" : "")
    return (
      before + String(decoding: bytes[start..<end], as: UTF8.self) + behind,
      column - start + before.utf8.count
    )
  }

  /// White space as wide on a terminal as the line is before a column.
  private static func indent(toColumn column: Int, of line: String) -> String {
    var indent = ""
    var byte = 1
    for character in line {
      guard byte < column else { break }
      byte += character.utf8.count
      indent += character == "\t" ? "\t" : String(repeating: " ", count: character.terminalWidth)
    }
    // A column past the line's end, where something is missing.
    return indent + String(repeating: " ", count: max(0, column - byte))
  }
}

extension String {
  /// The text with a mark for each character that would make a terminal do something.
  var withoutControls: String {
    var text = UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && scalar != "\t"
      text.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(text)
  }
}

extension Character {
  /// How many columns a terminal gives this character: East Asian letters and emoji take two.
  fileprivate var terminalWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if unicodeScalars.count > 1, scalar.properties.isEmoji { return 2 }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: scalar.properties.generalCategory == .format ? 0 : 1
    }
  }
}
