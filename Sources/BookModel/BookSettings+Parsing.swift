extension BookSettings {
  static let names = [
    "description", "environment", "imports", "inputs", "language", "subtitle", "title",
  ]

  /// Reads `chapters/book.yml`.
  init(parsing source: SourceText, diagnostics: inout [Diagnostic]) {
    self.init(title: Self.defaultTitle)
    let lines = source.lines.enumerated().map { index, text in
      YAMLSection.Line(text: text, position: source.position(line: index + 1))
    }
    var section = YAMLSection(lines, of: source, noun: "setting")
    for entry in section.entries {
      switch entry.key {
      case "title": title = section.prose(entry) ?? title
      case "subtitle": subtitle = section.prose(entry) ?? ""
      case "description": description = section.prose(entry) ?? ""
      case "language": language = section.text(entry) ?? language
      case "imports": imports = section.texts(entry) ?? []
      case "environment": environment = section.texts(entry) ?? []
      case "inputs": inputs = section.texts(entry) ?? []
      default: section.refuse(entry, known: Self.names)
      }
    }
    diagnostics += section.diagnostics
  }

  /// The title of a book whose settings give none.
  static let defaultTitle = "Untitled"
}
