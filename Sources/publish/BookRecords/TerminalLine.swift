/// A line of a terminal: characters in columns, and the column where the next one goes.
struct TerminalLine: Sendable {
  /// How many empty columns stand before `cells`, if there are any.
  private var blanks = 0
  /// What stands in each column: a character with its marks; nothing in the second of two columns
  /// that a wide one takes.
  private var cells: [String] = []
  var column = 0

  /// Whether nothing was written yet.
  var isEmpty: Bool { cells.isEmpty && column == 0 }
  var length: Int { blanks + cells.count }
  var text: String { String(repeating: " ", count: blanks) + cells.joined() }

  /// Writes a character over what stands there.
  mutating func put(_ scalar: Unicode.Scalar) {
    if cells.isEmpty {
      blanks = column
    } else if column < blanks {
      cells.insert(contentsOf: repeatElement(" ", count: blanks), at: 0)
      blanks = 0
    }
    let place = column - blanks
    if scalar.isMark, place > 0 {
      let base = cells[place - 1].isEmpty && place > 1 ? place - 2 : place - 1
      return cells[base].unicodeScalars.append(scalar)
    }
    put(String(scalar), at: place)
    column += 1
    if scalar.isWide {
      put("", at: place + 1)
      column += 1
    }
  }

  private mutating func put(_ text: String, at place: Int) {
    guard place < cells.count else { return cells.append(text) }
    // Half of a wide character is none.
    if cells[place].isEmpty, !text.isEmpty, place > 0 { cells[place - 1] = " " }
    if place + 1 < cells.count, cells[place + 1].isEmpty { cells[place + 1] = " " }
    cells[place] = text
  }

  /// Erases from the column on.
  mutating func eraseRest() {
    if column <= blanks {
      erase()
    } else if column - blanks < cells.count {
      cells.removeSubrange((column - blanks)...)
    }
  }

  /// Erases the whole line; the column stays.
  mutating func erase() {
    blanks = 0
    cells = []
  }
}

extension Unicode.Scalar {
  /// Whether it belongs to the character before it.
  fileprivate var isMark: Bool {
    guard value >= 0x300 else { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return value == 0x200d
    }
  }

  /// Whether terminals give it two columns: East Asian characters and pictographs.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x4dbf, 0x4e00...0xa4cf, 0xac00...0xd7a3,
      0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f,
      0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
