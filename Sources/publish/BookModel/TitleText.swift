extension [Inline] {
  /// A title that is no Markdown, as in front matter or `book.yml`: only its `$…$` is mathematics.
  ///
  /// A dollar sign opens and closes as it does in chapters, see ``MarkdownExtension``.
  ///
  /// - Parameter source: where the title stands.
  init(title: String, in source: SourceText) {
    self = []
    var rest = title[...]
    while let (range, tex) = Self.firstFormula(in: rest) {
      if rest.startIndex < range.lowerBound { append(.text(String(rest[..<range.lowerBound]))) }
      let place = source.position(of: "$\(tex)$")
      append(.formula(Formula(tex: String(tex), isDisplayed: false, position: place)))
      rest = rest[range.upperBound...]
    }
    if !rest.isEmpty { append(.text(String(rest))) }
  }

  private static func firstFormula(in text: Substring) -> (Range<String.Index>, Substring)? {
    var place = text.startIndex
    while let opening = text[place...].firstIndex(of: "$") {
      let start = text.index(after: opening)
      place = start
      guard let closing = text[start...].firstIndex(of: "$") else { return nil }
      let (tex, next) = (text[start..<closing], text[closing...].dropFirst().first)
      if let first = tex.first, let last = tex.last, !first.isWhitespace, !last.isWhitespace,
        next?.isNumber != true
      {
        return (opening..<text.index(after: closing), tex)
      }
    }
    return nil
  }
}
