import BookModel

/// The quotation marks of a language.
struct QuoteStyle: Sendable, Hashable {
  struct Pair: Sendable, Hashable {
    let opening: Character
    let closing: Character
  }

  let double: Pair
  let single: Pair
  /// Whether a narrow space that does not break stands inside the outer marks.
  let isSpaced: Bool

  /// - Parameter marks: the four marks, outer ones first.
  private init(_ marks: String, isSpaced: Bool = false) {
    let marks = Array(marks)
    double = Pair(opening: marks[0], closing: marks[1])
    single = Pair(opening: marks[2], closing: marks[3])
    self.isSpaced = isSpaced
  }

  /// The style of a book; `nil` where marks stay as they are, by its settings or because its
  /// language is not in the table.
  init?(of settings: BookSettings) {
    guard settings.quotes == .language, let style = Self.style(for: settings.languageTag) else {
      return nil
    }
    self = style
  }

  // MARK: The table

  /// The style of a language, which may differ from country to country.
  ///
  /// - Source: Unicode CLDR 46, `delimiters`; for Arabic, French, Hebrew and Spanish the more common
  ///   use of newspapers and books.
  private static func style(for tag: LanguageTag) -> QuoteStyle? {
    switch (tag.language, tag.script, tag.region) {
    case ("de", _, "CH"), ("de", _, "LI"), ("it", _, "CH"): QuoteStyle("«»‹›")
    case ("pt", _, let region?) where region != "BR": QuoteStyle("«»“”")
    case ("es", _, let region?) where !["ES", "EA", "GQ", "IC"].contains(region):
      QuoteStyle("“”‘’")
    case ("zh", "Hant", _), ("zh", nil, "TW"), ("zh", nil, "HK"), ("zh", nil, "MO"):
      QuoteStyle("「」『』")
    case ("fr", _, _): QuoteStyle("«»“”", isSpaced: true)
    default: styles[tag.language]
    }
  }

  private static let styles: [String: QuoteStyle] = {
    let languages = [
      "“”‘’":
        "af az bn cy da en eo fil fy ga gd gl gu ha hi id ig jv km kn ko lo lv mi ml mr ms mt my ne "
        + "nl or pa pt si so sw ta te th tl to tr vi yo zh zu",
      "„“‚‘": "bg cs de dsb et hr hsb is lb lt mk nds sk sl",
      "«»“”": "ast br ca el es eu it kk lij sq",
      "«»‹›": "ar am fa gsw hy rm",
      "«»„“": "be ky os ru sah uk",
      "«»‘’": "nb nn no",
      "„”«»": "pl ro",
      "„”’’": "sr",
      "„”‘’": "bs",
      "„”»«": "hu",
      "„“«»": "ka",
      "””’’": "fi he iw se sv yi ji",
      "”“’‘": "ur",
      "「」『』": "ja yue",
    ]
    var styles: [String: QuoteStyle] = [:]
    for (marks, names) in languages {
      for name in names.split(separator: " ") { styles[String(name)] = QuoteStyle(marks) }
    }
    return styles
  }()
}
