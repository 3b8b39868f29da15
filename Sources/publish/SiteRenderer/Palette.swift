/// The colours of the pages in both themes, each used by the style sheet under its name.
///
/// The page has the paper of the figures, whose files have no transparency.
public enum Palette {
  public struct Color: Sendable {
    public let name: String
    /// As `#rrggbb`.
    public let light: String
    public let dark: String
  }

  /// Grounds: the page, code and outputs.
  public static let grounds = [
    Color(name: "page", light: "#ffffff", dark: "#14171b"),
    Color(name: "panel", light: "#f7f5ef", dark: "#1d2026"),
    Color(name: "output", light: "#ffffff", dark: "#14171b"),
  ]

  /// Inks, each legible (WCAG AA, 4.5 : 1) on every ground of its theme.
  public static let inks = [
    Color(name: "ink", light: "#23211d", dark: "#e4e1d9"),
    Color(name: "quiet", light: "#65605a", dark: "#a39e95"),
    Color(name: "link", light: "#1d5a8c", dark: "#8dbfe8"),
    Color(name: "accent", light: "#9b2f1c", dark: "#f0a08c"),
    Color(name: "keyword", light: "#8a2f6b", dark: "#e3a1cf"),
    Color(name: "type", light: "#1f6a5c", dark: "#86cdbd"),
    Color(name: "string", light: "#9b3a1c", dark: "#efaf8b"),
    Color(name: "number", light: "#2a5599", dark: "#9db9ee"),
    Color(name: "comment", light: "#68645c", dark: "#a09b91"),
    Color(name: "attribute", light: "#7a5410", dark: "#dcbb77"),
  ]

  /// Lines and shades, which no text depends on.
  public static let lines = [
    Color(name: "rule", light: "#e2ded3", dark: "#343840"),
    Color(name: "edge", light: "#c9c2b2", dark: "#4a4f59"),
    Color(name: "mark", light: "#f3e3b5", dark: "#4d431f"),
  ]

  /// The colours as custom properties: the system's theme, unless the reader chose one.
  static var styleSheet: String {
    func properties(_ value: KeyPath<Color, String>) -> String {
      (grounds + inks + lines).map { "  --\($0.name): \($0[keyPath: value]);\n" }.joined()
    }
    let dark = "\(properties(\.dark))  color-scheme: dark;\n"
    return """
      :root {
      \(properties(\.light))  color-scheme: light;
      }
      @media (prefers-color-scheme: dark) {
      :root:not([data-theme="light"]) {
      \(dark)}
      }
      :root[data-theme="dark"] {
      \(dark)}

      """
  }
}
