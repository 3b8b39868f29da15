/// The `//|` lines of a cell, read.
struct CellOptionLines {
  static let names = [
    "alt", "caption", "export", "hide", "inputs", "label", "remove", "run", "timeout",
  ]

  private(set) var options = CellOptions()
  /// Where the label stands.
  private(set) var labelPosition: SourcePosition?
  /// Where the caption starts.
  private(set) var captionPosition: SourcePosition?
  private(set) var diagnostics: [Diagnostic] = []

  init(_ lines: [YAMLSection.Line], of source: SourceText) {
    var section = YAMLSection(lines, of: source, noun: "option")
    for entry in section.entries {
      switch entry.key {
      case "label": readLabel(entry, in: &section)
      case "caption":
        options.caption = section.text(entry)
        captionPosition = section.valuePosition(of: entry)
      case "alt": options.alt = section.text(entry)
      case "run": options.run = section.choice(entry, of: CellOptions.Run.self) ?? .true
      case "hide": options.hide = section.choice(entry, of: CellOptions.Part.self)
      case "remove": options.remove = section.choice(entry, of: CellOptions.Part.self)
      case "export": options.export = section.flag(entry) ?? false
      case "timeout": options.timeout = section.seconds(entry) ?? options.timeout
      case "inputs": options.inputs = section.texts(entry) ?? []
      default: section.refuse(entry, known: Self.names)
      }
    }
    diagnostics = section.diagnostics
  }

  private mutating func readLabel(_ entry: YAMLSection.Entry, in section: inout YAMLSection) {
    guard let label = section.text(entry) else { return }
    guard LabelTarget.isValid(label) else {
      section.complain(
        about: entry, "`\(label)` cannot be a label",
        hints: ["a label is made of letters, digits and dashes, such as `fig-kernels`"])
      return
    }
    guard LabelTarget.Kind(label: label) != .section else {
      section.complain(
        about: entry, "`\(label)` cannot label a cell",
        hints: ["labels with `sec-` stand behind a heading: `## Title {#\(label)}`"])
      return
    }
    options.label = label
    labelPosition = section.valuePosition(of: entry)
  }
}
