import Foundation

/// A language as HTML's `lang` names it, such as `de`, `de-CH` or `zh-Hant`.
///
/// - Source: RFC 5646 (BCP 47), section 2.1.
public struct LanguageTag: Sendable, Hashable, CustomStringConvertible {
  /// The whole tag, as the author wrote it.
  public let description: String
  /// The language in small letters, such as `de`; `x` for a private tag.
  public let language: String
  /// The script, such as `Hant`, if the tag names one.
  public let script: String?
  /// The country or region in capitals, such as `CH`, if the tag names one.
  public let region: String?

  public static let english = LanguageTag("en", language: "en")

  private init(
    _ description: String, language: String, script: String? = nil, region: String? = nil
  ) {
    self.description = description
    self.language = language
    self.script = script
    self.region = region
  }

  /// Reads a tag; `nil` if it has not the form of one.
  public init?(_ tag: String) {
    if tag.wholeMatch(of: /[xX](-[A-Za-z0-9]{1,8})+/) != nil {
      self.init(tag, language: "x")
      return
    }
    let form =
      /([A-Za-z]{2,3})(?:-[A-Za-z]{3}){0,3}(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WYZa-wyz](?:-[A-Za-z0-9]{2,8})+)*(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?/
    guard let match = tag.wholeMatch(of: form) else { return nil }
    self.init(
      tag, language: match.1.lowercased(), script: match.2?.capitalized,
      region: match.3?.uppercased())
  }

  /// Whether lines of the language run from right to left.
  public var isRightToLeft: Bool {
    if let script { return Self.scriptsFromTheRight.contains(script) }
    return Self.languagesFromTheRight.contains(language)
  }

  private static let scriptsFromTheRight: Set = [
    "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
  ]

  private static let languagesFromTheRight: Set = [
    "ar", "arc", "ary", "arz", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks",
    "lrc",
    "mzn", "nqo", "pnb", "ps", "rhg", "sd", "skr", "syr", "ug", "ur", "yi",
  ]

  /// What an author who wrote no tag may have meant.
  static func suggestion(for text: String) -> String? {
    let dashed = text.replacing("_", with: "-").prefix { $0 != "." }
    if let tag = LanguageTag(String(dashed)), tag.description != text { return tag.description }
    let name = text.lowercased()
    let english = Locale(identifier: "en")
    return Locale.LanguageCode.isoLanguageCodes.map(\.identifier).sorted().first { code in
      code.count == 2
        && [english, Locale(identifier: code)].contains {
          $0.localizedString(forLanguageCode: code)?.lowercased() == name
        }
    }
  }
}
