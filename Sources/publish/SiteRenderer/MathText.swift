import Foundation

/// MathML as a line of plain text, such as `π`, `x²` or `1/n`.
struct MathText {
  private var rest: Substring
  private(set) var text = ""

  /// - Parameter html: a formula's HTML by KaTeX, which has MathML in it.
  init(html: String) {
    let start = html.range(of: "<semantics>")?.upperBound ?? html.startIndex
    // What follows repeats the formula as TeX.
    rest = html[start...].prefix(
      upTo: html[start...].range(of: "<annotation")?.lowerBound ?? html.endIndex)
    while !rest.isEmpty { text += part() }
  }

  /// The next element or piece of text.
  private mutating func part() -> String {
    guard rest.first == "<" else {
      let piece = rest.prefix { $0 != "<" }
      rest = rest[piece.endIndex...]
      return String(piece).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&amp;", with: "&")
    }
    let tag = rest.dropFirst().prefix { $0 != ">" }
    rest = rest[tag.endIndex...].dropFirst()
    guard !tag.hasPrefix("/"), !tag.hasSuffix("/") else { return "" }
    let name = tag.prefix { $0 != " " }
    var parts: [String] = []
    while !rest.isEmpty, !rest.hasPrefix("</") { parts.append(part()) }
    _ = part()
    return Self.joined(parts, of: name)
  }

  private static func joined(_ parts: [String], of name: Substring) -> String {
    switch name {
    case "msup" where parts.count == 2:
      let powers = parts[1].compactMap { superscripts[$0] }
      return parts[0]
        + (powers.count == parts[1].count ? String(powers) : "^" + parenthesized(parts[1]))
    case "msub" where parts.count == 2: return parts[0] + "_" + parenthesized(parts[1])
    case "mfrac" where parts.count == 2:
      return parenthesized(parts[0]) + "/" + parenthesized(parts[1])
    case "msqrt": return "√" + parenthesized(parts.joined())
    default: return parts.joined()
    }
  }

  private static func parenthesized(_ text: String) -> String {
    text.count == 1 || text.allSatisfy { $0.isLetter || $0.isNumber } ? text : "(\(text))"
  }

  private static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "+": "⁺", "−": "⁻", "n": "ⁿ", "i": "ⁱ",
  ]
}
