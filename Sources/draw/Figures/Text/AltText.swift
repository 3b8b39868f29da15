/// The words of a figure for readers who cannot see it: what it shows before its details, and no
/// longer than one listens to.
public enum AltText {
  /// The most characters, as screen readers and style guides advise for pictures.
  public static let limit = 300

  /// As many sentences as fit, the most important first.
  ///
  /// - Parameter others: says of so many sentences that they are left out.
  public static func joined(_ sentences: [String], others: (Int) -> String = { _ in "" })
    -> String
  {
    let sentences = sentences.filter { !$0.isEmpty }
    guard let first = sentences.first else { return "" }
    var text = shortened(first)
    for (index, sentence) in sentences.enumerated().dropFirst() {
      let left = sentences.count - index
      let more = left > 1 ? others(left - 1) : ""
      let room = limit - text.count - 1 - (more.isEmpty ? 0 : more.count + 1)
      if sentence.count <= room {
        text += " " + sentence
        continue
      }
      let rest = others(left)
      return !rest.isEmpty && text.count + 1 + rest.count <= limit ? text + " " + rest : text
    }
    return text
  }

  /// The text, or what comes before the last clause or word that does not fit, and an ellipsis.
  public static func shortened(_ text: String, to limit: Int = limit) -> String {
    guard text.count > limit else { return text }
    let kept = text.prefix(max(limit - 2, 0))
    for end in ["; ", ". ", ", ", " "] {
      // Half of the text is more than a better end is worth.
      if let cut = kept.ranges(of: end).last, kept[..<cut.lowerBound].count > limit / 2 {
        return kept[..<cut.lowerBound] + (end == " " ? "" : end.prefix(1)) + "\u{2026}"
      }
    }
    return kept + "\u{2026}"
  }

  /// The beginning of an enumeration as far as it fits, and how many there are besides.
  public static func list(_ items: [String], separator: String = ", ", limit: Int) -> String {
    var text = ""
    for (index, item) in items.enumerated() {
      let left = items.count - index - 1
      let rest = left == 0 ? "" : " and \(NumberText.grouped(left)) more"
      let longer = text.isEmpty ? item : text + separator + item
      guard longer.count + rest.count <= limit else {
        return text.isEmpty ? "" : text + " and \(NumberText.grouped(left + 1)) more"
      }
      text = longer
    }
    return text
  }
}
