import CFontconfig
public import Figures

/// The fonts of this machine for signs that DejaVu Sans does not have.
final class Fonts: Sendable {
  /// A part of a line in one font.
  struct Run {
    var string: String
    var family: String
  }

  private struct Font: @unchecked Sendable {
    let family: String
    /// Belongs to Fontconfig's list, which is kept.
    let signs: OpaquePointer
  }

  /// Read once: fonts that are installed later are found by the next program.
  static let installed = Fonts()

  /// DejaVu Sans, then the others, those most like it first.
  private let fonts: [Font]

  private init() {
    let pattern = FcPatternCreate()
    defer { FcPatternDestroy(pattern) }
    FcPatternAddString(pattern, FC_FAMILY, FontMetrics.family)
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultMatch
    // Never given back: the sets of signs are part of it.
    guard let list = FcFontSort(nil, pattern, FcFalse, nil, &result)?.pointee else {
      fonts = []
      return
    }
    var families = Set<String>()
    fonts = (0..<Int(list.nfont)).compactMap { index in
      var family: UnsafeMutablePointer<FcChar8>?
      var signs: OpaquePointer?
      guard FcPatternGetString(list.fonts[index], FC_FAMILY, 0, &family) == FcResultMatch,
        FcPatternGetCharSet(list.fonts[index], FC_CHARSET, 0, &signs) == FcResultMatch,
        let family, let signs
      else { return nil }
      let name = String(cString: family)
      return families.insert(name).inserted ? Font(family: name, signs: signs) : nil
    }
  }

  /// The line in parts from left to right, each in the first font that has all of its signs.
  func runs(of text: String) -> [Run] {
    var runs: [Run] = []
    for character in VisualOrder.of(text) {
      let (string, family) = (Self.drawn(character), family(for: character))
      if string.isEmpty { continue }
      if runs.last?.family == family {
        runs[runs.count - 1].string += string
      } else {
        runs.append(Run(string: string, family: family))
      }
    }
    return runs
  }

  /// Where no font has a sign, the face of all figures shows a box.
  private func family(for character: Character) -> String {
    font(for: character)?.family ?? FontMetrics.family
  }

  private func font(for character: Character) -> Font? {
    let signs = Self.drawn(character).unicodeScalars
    return fonts.first { font in
      signs.allSatisfy { FcCharSetHasChar(font.signs, $0.value) == FcTrue }
    }
  }

  /// The signs in texts that no font has.
  func missing(in texts: [String]) -> [Character] {
    var missing: [Character] = []
    for text in texts where !FontMetrics.isExact(for: text) {
      for character in text where font(for: character) == nil && !missing.contains(character) {
        missing.append(character)
      }
    }
    return missing
  }

  /// The signs of a character that have a shape: line ends and the like become spaces, and what
  /// only steers others is left out.
  private static func drawn(_ character: Character) -> String {
    var string = ""
    for scalar in character.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: string += " "
      case .format: break
      default:
        let isVariant = (0xFE00...0xFE0F).contains(scalar.value)
        if !isVariant { string.unicodeScalars.append(scalar) }
      }
    }
    return string
  }
}

extension Drawing {
  /// The signs in the drawing's texts that no font on this machine has; a box stands for each.
  public var signsWithoutFont: [Character] {
    Fonts.installed.missing(in: texts.map(\.string))
  }
}
