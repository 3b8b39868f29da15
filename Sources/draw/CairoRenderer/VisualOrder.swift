/// The signs of a line from left to right, as Cairo's text functions draw them.
///
/// Hebrew and Arabic are read from right to left. This is the part of Unicode's algorithm that
/// labels need: letters, numbers, and what stands between them. Letters are not joined.
///
/// - Source: Unicode Standard Annex 9, rules P2 to P3, N1 to N2, I1 to I2, L2 and L4.
enum VisualOrder {
  private enum Kind {
    case leftToRight, rightToLeft, number, neutral
  }

  static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isRightToLeft) else { return text }
    let characters = Array(text)
    let kinds = characters.map(kind)
    let base: Kind = beginsAtTheRight(kinds) ? .rightToLeft : .leftToRight
    let resolved = resolveNeutrals(kinds, base: base)
    let levels = resolved.indices.map { index -> Int in
      switch resolved[index] {
      case .rightToLeft: 1
      case .leftToRight, .neutral: base == .rightToLeft ? 2 : 0
      case .number:
        base == .rightToLeft || precededByRightToLeft(resolved[..<index]) ? 2 : 0
      }
    }
    var order = Array(characters.indices)
    for level in stride(from: levels.max() ?? 0, through: 1, by: -1) {
      reverseRuns(of: &order, where: { levels[$0] >= level })
    }
    return String(order.map { levels[$0] == 1 ? mirrored(characters[$0]) : characters[$0] })
  }

  /// Whether the first letter of a line is one that is read from right to left.
  static func beginsAtTheRight(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: isRightToLeft) && beginsAtTheRight(text.map(kind))
  }

  private static func beginsAtTheRight(_ kinds: [Kind]) -> Bool {
    kinds.first { $0 == .leftToRight || $0 == .rightToLeft } == .rightToLeft
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  private static func kind(_ character: Character) -> Kind {
    guard let scalar = character.unicodeScalars.first else { return .neutral }
    if character.isNumber { return .number }
    if isRightToLeft(scalar) { return .rightToLeft }
    return character.isLetter ? .leftToRight : .neutral
  }

  /// What stands between two of one direction has that direction too, else the line's.
  private static func resolveNeutrals(_ kinds: [Kind], base: Kind) -> [Kind] {
    var resolved = kinds
    var start = 0
    while start < kinds.count {
      guard kinds[start] == .neutral else {
        start += 1
        continue
      }
      let end = kinds[start...].firstIndex { $0 != .neutral } ?? kinds.count
      func direction(_ kind: Kind?) -> Kind {
        switch kind {
        case nil: base
        // Numbers belong to the words before them.
        case .number: precededByRightToLeft(resolved[..<start]) ? .rightToLeft : base
        case let kind?: kind
        }
      }
      let before = direction(start > 0 ? resolved[start - 1] : nil)
      let after = direction(end < kinds.count ? kinds[end] : nil)
      for index in start..<end { resolved[index] = before == after ? before : base }
      start = end
    }
    return resolved
  }

  private static func precededByRightToLeft(_ kinds: ArraySlice<Kind>) -> Bool {
    kinds.last { $0 == .leftToRight || $0 == .rightToLeft } == .rightToLeft
  }

  private static func reverseRuns(of order: inout [Int], where isInRun: (Int) -> Bool) {
    var start = 0
    while start < order.count {
      guard isInRun(order[start]) else {
        start += 1
        continue
      }
      let end = order[start...].firstIndex { !isInRun($0) } ?? order.count
      order[start..<end].reverse()
      start = end
    }
  }

  private static func mirrored(_ character: Character) -> Character {
    let pairs: [Character: Character] = [
      "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»",
      "»": "«",
    ]
    return pairs[character] ?? character
  }
}
