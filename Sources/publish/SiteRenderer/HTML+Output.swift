import BookRecords

/// What stands on pages between the lines of prose.
extension HTML {
  /// An attribute with a name for the element, or nothing.
  static func id(_ name: String?) -> String { name.map { " id=\"\($0)\"" } ?? "" }

  /// Code that is shown and not run.
  static func listing(_ code: String, language: String) -> String {
    let name = language.isEmpty ? "" : " data-language=\"\(escaped(language))\""
    return
      "<div class=\"code\"\(name)><pre tabindex=\"0\"><code>\(escaped(code))</code></pre></div>\n"
  }

  /// What a cell printed, always escaped.
  static func printed(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    return "<div class=\"output\"><pre tabindex=\"0\"><samp>\(escaped(text))</samp></pre></div>\n"
  }

  /// A failure, and what the compiler or the program said of it.
  static func failure(_ title: String, details: String = "") -> String {
    let text =
      details.isEmpty
      ? "" : "\n<pre tabindex=\"0\"><samp>\(escaped(details))\n</samp></pre>"
    return "<div class=\"output failure\"><p>\(escaped(title))</p>\(text)</div>\n"
  }

  /// What an attempt at an exercise came to that is right.
  static func passed(_ text: String) -> String {
    "<div class=\"output passed\"><p>\(escaped(text))</p></div>\n"
  }

  /// A table with its caption above it, in a frame that scrolls sideways on a phone.
  ///
  /// - Parameter name: What the frame is called for those who cannot see it.
  static func tableFigure(_ table: String, name: String, label: String?, caption: String)
    -> String
  {
    let body = scrolling(table, label: name)
    guard !caption.isEmpty else { return body + "\n" }
    return "<figure class=\"table\"\(id(label))>\n\(caption)\(body)\n</figure>\n"
  }

  /// A table that a cell showed, always escaped.
  static func table(_ table: TableOutput) -> String {
    func row(_ texts: [String], tag: String) -> String {
      let cells = zip(texts, table.isNumeric).map { text, isNumeric in
        "<\(tag)\(isNumeric ? " class=\"right\"" : "")>\(escaped(text))</\(tag)>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let head = "<thead>\n\(row(table.columns, tag: "th"))</thead>\n"
    let rows = table.hasTotal ? table.rows.dropLast() : table.rows[...]
    let body = "<tbody>\n\(rows.map { row($0, tag: "td") }.joined())</tbody>\n"
    let total = table.hasTotal ? table.rows.last : nil
    let foot = total.map { "<tfoot>\n\(row($0, tag: "td"))</tfoot>\n" } ?? ""
    return "<table>\n\(head)\(body)\(foot)</table>"
  }
}
