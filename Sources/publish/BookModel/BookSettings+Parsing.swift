extension BookSettings {
  static let names = [
    "description", "edition", "environment", "imports", "inputs", "language", "quotes", "subtitle",
    "title",
  ]

  /// Reads `chapters/book.yml`.
  ///
  /// - Parameter text: the description with its place.
  init(
    parsing source: SourceText, description text: inout ProseText?, diagnostics: inout [Diagnostic]
  ) {
    self.init(title: Self.defaultTitle)
    let lines = source.lines.enumerated().map { index, text in
      YAMLSection.Line(text: text, position: source.position(line: index + 1))
    }
    var section = YAMLSection(lines, of: source, noun: "setting")
    for entry in section.entries {
      switch entry.key {
      case "title": title = section.line(entry) ?? title
      case "subtitle": subtitle = section.line(entry) ?? ""
      case "description":
        description = section.prose(entry) ?? ""
        text = section.text(of: entry.value)
      case "language": language = section.language(entry) ?? language
      case "quotes": quotes = section.choice(entry, of: Quotes.self) ?? quotes
      case "edition": edition = section.choice(entry, of: Edition.self) ?? edition
      case "imports": imports = section.modules(entry)
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

extension YAMLSection {
  fileprivate mutating func language(_ entry: Entry) -> String? {
    guard let text = text(entry) else { return nil }
    if LanguageTag(text) != nil { return text }
    complain(
      about: entry, "`language` must be a tag such as `en` or `de-CH`, found `\(text)`",
      hints: LanguageTag.suggestion(for: text).map { ["did you mean `\($0)`?"] } ?? [])
    return nil
  }

  /// Names that can stand behind `import`.
  fileprivate mutating func modules(_ entry: Entry) -> [String] {
    let names = texts(entry) ?? []
    for name in names where name.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_.]*/) == nil {
      complain(about: entry, "`imports` must be names of modules, found `\(name)`")
    }
    return names
  }
}
