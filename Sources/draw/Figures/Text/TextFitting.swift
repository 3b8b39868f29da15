/// Makes texts fit a width.
public enum TextFitting {
  /// Breaks a text into lines no wider than `width`: between words, and behind the hyphens of
  /// words that are too long; what is longer still is shortened.
  public static func lines(
    _ text: String, width: Points, size: Points, weight: Text.Weight = .regular
  ) -> [String] {
    var lines: [String] = []
    for word in words(text, width: width, size: size, weight: weight) {
      if let last = lines.last {
        let joined = last + (last.hasSuffix("-") ? "" : " ") + word
        if FontMetrics.width(of: joined, size: size, weight: weight) <= width {
          lines[lines.count - 1] = joined
          continue
        }
      }
      lines.append(shortened(word, to: width, size: size, weight: weight))
    }
    return lines
  }

  private static func words(
    _ text: String, width: Points, size: Points, weight: Text.Weight
  ) -> [String] {
    text.split(separator: " ").flatMap { word -> [String] in
      guard FontMetrics.width(of: String(word), size: size, weight: weight) > width else {
        return [String(word)]
      }
      let parts = word.split(separator: "-", omittingEmptySubsequences: false)
      return parts.dropLast().map { $0 + "-" } + parts.suffix(1).map(String.init)
    }
  }

  /// The text, or its beginning and an ellipsis, no wider than `width`.
  public static func shortened(
    _ text: String, to width: Points, size: Points, weight: Text.Weight = .regular
  ) -> String {
    if FontMetrics.width(of: text, size: size, weight: weight) <= max(width, 0) { return text }
    var room = width - FontMetrics.width(of: "\u{2026}", size: size, weight: weight)
    var kept = ""
    for character in text {
      room -= FontMetrics.width(of: String(character), size: size, weight: weight)
      // Sums of widths are not exact.
      guard room >= -1e-9 else { break }
      kept.append(character)
    }
    return kept + "\u{2026}"
  }
}

extension Drawing {
  /// Writes lines of text below each other and returns the height they take.
  @discardableResult
  package mutating func writeLines(_ lines: [String], style: Text, from top: Points) -> Points {
    let spacing = style.size * FontMetrics.lineSpacing
    for (index, line) in lines.enumerated() {
      var text = style
      text.string = line
      text.position.y = top + Double(index) * spacing + style.size * FontMetrics.ascent
      write(text)
    }
    return Double(lines.count) * spacing
  }
}
