import Yams

/// Where the characters of a text stand that YAML has taken out of its quotes, lines and escapes.
extension YAMLSection {
  /// A text as Markdown, each of its characters with its place.
  func text(of node: Node) -> ProseText? {
    guard let scalar = node.scalar, let mark = node.mark else { return nil }
    var walk = ScalarWalk(
      lines: lines.map { Array($0.text.unicodeScalars) }, line: mark.line - 1,
      column: mark.column - 1, style: scalar.style)
    let places = scalar.string.unicodeScalars.map { walk.place(of: $0) }
    return ProseText(
      scalar.string, of: source,
      places: (places + [walk.place]).map { position(line: $0.line + 1, column: $0.column + 1) })
  }

  /// The texts of a list; one text alone stands for a list of one.
  func texts(of entry: Entry) -> [ProseText] {
    (entry.value.sequence.map(Array.init) ?? [entry.value]).compactMap { text(of: $0) }
  }
}

/// Goes through the lines of a scalar beside its value.
private struct ScalarWalk {
  private let lines: [[Unicode.Scalar]]
  private let style: Node.Scalar.Style
  /// The line and the scalar in it that is due next, from 0.
  private(set) var place: (line: Int, column: Int)

  /// - Parameter line: that of the scalar's first character, which may be its opening mark.
  init(lines: [[Unicode.Scalar]], line: Int, column: Int, style: Node.Scalar.Style) {
    self.lines = lines
    self.style = style
    switch style {
    case .doubleQuoted, .singleQuoted: place = (line, column + 1)
    case .literal, .folded: place = (line + 1, 0)
    default: place = (line, column)
    }
  }

  private func scalar(_ ahead: Int = 0) -> Unicode.Scalar? {
    guard lines.indices.contains(place.line),
      lines[place.line].indices.contains(place.column + ahead)
    else { return nil }
    return lines[place.line][place.column + ahead]
  }

  /// Where the next scalar of the value stands.
  mutating func place(of wanted: Unicode.Scalar) -> (line: Int, column: Int) {
    if wanted.properties.isWhitespace, scalar() != "\\" {
      let start = place
      if scalar() == wanted {
        place.column += 1
      } else if isAtLineEnd, place.line + 1 < lines.count {
        place = (place.line + 1, 0)
      }
      return start
    }
    skipSpaces()
    let start = place
    if style == .doubleQuoted, scalar() == "\\" {
      guard let letter = scalar(1) else {
        place = (place.line + 1, 0)
        return place(of: wanted)
      }
      place.column += 2 + (["x": 2, "u": 4, "U": 8][letter] ?? 0)
    } else if scalar() == wanted {
      place.column += style == .singleQuoted && wanted == "'" ? 2 : 1
    }
    return start
  }

  private var isAtLineEnd: Bool {
    guard lines.indices.contains(place.line) else { return false }
    return lines[place.line].dropFirst(place.column).allSatisfy(\.properties.isWhitespace)
  }

  private mutating func skipSpaces() {
    while place.line < lines.count {
      if let scalar = scalar() {
        guard scalar.properties.isWhitespace else { return }
        place.column += 1
      } else {
        guard place.line + 1 < lines.count else { return }
        place = (place.line + 1, 0)
      }
    }
  }
}
