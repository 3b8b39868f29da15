/// The YAML between two lines `---` at the start of a chapter.
struct FrontMatter {
  static let names = ["label", "summary", "title"]

  private(set) var title: String?
  /// The target of `@sec-…` that stands for the whole chapter.
  private(set) var label: String?
  private(set) var labelPosition: SourcePosition?
  private(set) var summary: String?
  /// The summary with its place.
  private(set) var summaryText: ProseText?
  /// How many of the file's lines it takes, with both `---`.
  private(set) var lineCount = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(of source: SourceText) {
    guard source.lines.first.map(Self.isFence) == true else { return }
    guard let end = source.lines.dropFirst().firstIndex(where: Self.isFence) else {
      diagnostics.append(
        source.problem(
          "the front matter is never closed", line: 1,
          hints: ["end it with a line `---`"]))
      return
    }
    lineCount = end + 1
    let lines = (1..<end).map {
      YAMLSection.Line(text: source.lines[$0], position: source.position(line: $0 + 1))
    }
    var section = YAMLSection(lines, of: source, noun: "setting")
    for entry in section.entries {
      switch entry.key {
      case "title": title = section.line(entry)
      case "label":
        label = section.text(entry)
        labelPosition = section.valuePosition(of: entry)
      case "summary":
        summary = section.prose(entry)
        summaryText = section.text(of: entry.value)
      default: section.refuse(entry, known: Self.names)
      }
    }
    diagnostics = section.diagnostics
  }

  private static func isFence(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
  }
}
