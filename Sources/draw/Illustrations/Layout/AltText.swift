import Figures

/// Words that stand for a figure: what it is, what is to be seen in it, and details while there is
/// room.
enum AltText {
  /// Beyond this length a screen reader tires its listener.
  static let limit = 300

  /// The sentences, each with a full stop, as far as they fit; the first is shortened if need be.
  static func joined(_ title: String, _ sentences: String...) -> String {
    var text = ""
    for sentence in [title] + sentences where !sentence.isEmpty {
      let end = sentence.last.map { ".!?".contains($0) } ?? false ? "" : "."
      let longer = text + (text.isEmpty ? "" : " ") + sentence + end
      guard longer.count <= limit else {
        // What comes after may be shorter, but means less.
        return text.isEmpty ? longer.prefix(limit - 1) + "\u{2026}" : text
      }
      text = longer
    }
    return text
  }

  /// The number as figures write it.
  static func number(_ value: Float, digits: Int = 3) -> String {
    NumberText.compact(Double(value), digits: digits)
  }
}
