import BookModel

/// Turns straight quotation marks and apostrophes into those of print, in English “so”, ‘so’ and
/// don’t. Marks of print that the author typed stay.
///
/// A mark opens where a word begins: behind a space, a bracket, or another opening mark. The last
/// character is remembered, since a sentence is made of several pieces.
struct QuoteMarks {
  private enum Turn {
    case opening, closing
    /// No quotation mark: inches, minutes, or the Hebrew mark of abbreviations.
    case kept
  }

  private let style: QuoteStyle?
  private var last: Character = " "
  /// Whether the last character was a mark that opens.
  private var lastOpens = false
  private var isDoubleOpen = false
  private var isSingleOpen = false

  /// - Parameter style: the marks to use; without one, all stay as they are.
  init(_ style: QuoteStyle?) {
    self.style = style
  }

  /// The next piece of a sentence.
  mutating func curled(_ text: String) -> String {
    guard let style else { return text }
    var curled = ""
    for (index, character) in zip(text.indices, text) {
      let next = text[text.index(after: index)...].first
      switch character {
      case "\"": curled += doubleMark(before: next, style)
      case "'": curled += singleMark(before: next, style)
      default:
        curled.append(character)
        noteTyped(character, style)
        last = character
      }
    }
    return curled
  }

  /// Notes that something stands in the sentence that is not text: code, a formula, a number.
  mutating func skipWord() {
    last = "x"
    lastOpens = false
  }

  /// A mark of print that the author typed opens and closes like one of ours.
  private mutating func noteTyped(_ character: Character, _ style: QuoteStyle) {
    lastOpens = "([{¡¿".contains(character)
    if character == style.double.opening, !isDoubleOpen {
      (isDoubleOpen, lastOpens) = (true, true)
    } else if character == style.double.closing {
      isDoubleOpen = false
    } else if character == style.single.opening, !isSingleOpen, last.isWhitespace || lastOpens {
      (isSingleOpen, lastOpens) = (true, true)
    } else if "“‘„‚«‹「『《〈（".contains(character), character != style.single.closing {
      lastOpens = true
    }
  }

  // MARK: The marks

  private mutating func doubleMark(before next: Character?, _ style: QuoteStyle) -> String {
    switch turn(isOpen: isDoubleOpen, before: next) {
    case .kept: return kept("\"")
    case .opening:
      isDoubleOpen = true
      (last, lastOpens) = (style.double.opening, true)
      return String(last) + (style.isSpaced ? "\u{202F}" : "")
    case .closing:
      isDoubleOpen = false
      (last, lastOpens) = (style.double.closing, false)
      return (style.isSpaced ? "\u{202F}" : "") + String(last)
    }
  }

  private mutating func singleMark(before next: Character?, _ style: QuoteStyle) -> String {
    let isInWord = last.isLetter && !last.isOfScriptWithoutSpaces && next?.isLetter == true
    let isLeftOut = (last.isWhitespace || lastOpens) && next?.isNumber == true
    let isAfterNumber = last.isNumber && next?.isLetter == true
    if isInWord, last.isHebrew { return kept("'") }
    // don’t, ’98, the 1990’s
    if isInWord || isLeftOut || isAfterNumber { return apostrophe() }
    switch turn(isOpen: isSingleOpen, before: next) {
    case .kept: return kept("'")
    case .opening:
      isSingleOpen = true
      (last, lastOpens) = (style.single.opening, true)
      return String(last)
    case .closing:
      guard isSingleOpen else { return apostrophe() }
      isSingleOpen = false
      (last, lastOpens) = (style.single.closing, false)
      return String(last)
    }
  }

  private mutating func kept(_ mark: Character) -> String {
    (last, lastOpens) = (mark, false)
    return String(mark)
  }

  private mutating func apostrophe() -> String { kept("’") }

  private func turn(isOpen: Bool, before next: Character?) -> Turn {
    if last.isWhitespace || lastOpens {
      return isOpen && next?.isWhitespace == true ? .closing : .opening
    }
    if last.isHebrew, next?.isHebrew == true { return .kept }
    if isOpen { return .closing }
    if last.isNumber || last.isHebrew { return .kept }
    if "–—―/".contains(last) || last.isOfScriptWithoutSpaces { return .opening }
    // l’« eau » in French, and words behind a colon or an equals sign.
    let opens = !last.isLetter && !last.isClosingMark && next?.isLetter == true
    return opens ? .opening : .closing
  }
}

extension Character {
  fileprivate var isHebrew: Bool {
    unicodeScalars.first.map { (0x05D0...0x05EA).contains($0.value) } ?? false
  }

  fileprivate var isClosingMark: Bool { "\"'”»›」』.!?…".contains(self) }

  /// Whether words of the character's script stand side by side without spaces.
  fileprivate var isOfScriptWithoutSpaces: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    return switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0xA4CF, 0xF900...0xFAFF,
      0xFF00...0xFFEF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension BookSettings {
  /// A text with the quotation marks and apostrophes of the book's language.
  func curled(_ text: String) -> String {
    var quoteMarks = QuoteMarks(QuoteStyle(of: self))
    return quoteMarks.curled(text)
  }
}
