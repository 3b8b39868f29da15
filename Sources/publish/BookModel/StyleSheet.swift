/// CSS in a chapter's raw HTML: what stands in a `style` element or attribute.
struct StyleSheet {
  private let text: Substring

  init(_ text: Substring) {
    self.text = text
  }

  /// The CSS with other addresses in its `url(…)` and `@import`; `nil` if all are as they were.
  ///
  /// - Parameter newAddress: is given each address and the place where it is asked for.
  func replacingAddresses(_ newAddress: (String, String.Index) -> String?) -> String? {
    let rules =
      /\/\*.*?\*\/|url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'\s)]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/
      .ignoresCase().dotMatchesNewlines()
    var isChanged = false
    let css = text.replacing(rules) { match in
      let imported = match.4 ?? match.5
      guard let address = match.1 ?? match.2 ?? match.3 ?? imported,
        let new = newAddress(String(address), match.range.lowerBound)
      else { return String(match.0) }
      isChanged = true
      return (imported == nil ? "" : "@import ") + "url('\(new.replacing("'", with: "%27"))')"
    }
    return isChanged ? String(css) : nil
  }
}
