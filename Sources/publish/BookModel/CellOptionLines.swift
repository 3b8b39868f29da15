/// The `//|` lines of a cell, read.
struct CellOptionLines {
  static let names = [
    "alt", "caption", "check", "exercise", "expect", "export", "hide", "inputs", "label", "remove",
    "run", "solution", "subcaptions", "timeout", "wrong",
  ]

  private(set) var options = CellOptions()
  /// Where the label stands.
  private(set) var labelPosition: SourcePosition?
  /// The caption and the subcaptions with their places.
  private(set) var caption: ProseText?
  private(set) var subcaptions: [ProseText] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ lines: [YAMLSection.Line], of source: SourceText) {
    var section = YAMLSection(lines, of: source, noun: "option")
    for entry in section.entries {
      switch entry.key {
      case "label": readLabel(entry, in: &section)
      case "caption":
        options.caption = section.prose(entry)
        caption = section.text(of: entry.value)
      case "subcaptions":
        options.subcaptions = section.proses(entry) ?? []
        subcaptions = section.texts(of: entry)
      case "alt": options.alt = section.line(entry)
      case "run": options.run = section.choice(entry, of: CellOptions.Run.self) ?? .true
      case "expect": options.expect = section.prose(entry)
      case "exercise", "check", "solution", "wrong": readRole(entry, in: &section)
      case "hide": options.hide = section.choice(entry, of: CellOptions.Part.self)
      case "remove": options.remove = section.choice(entry, of: CellOptions.Part.self)
      case "export": options.export = section.flag(entry) ?? false
      case "timeout": options.timeout = section.seconds(entry) ?? options.timeout
      case "inputs": options.inputs = section.texts(entry) ?? []
      default: section.refuse(entry, known: Self.names)
      }
    }
    refuseContradictions(in: &section)
    diagnostics = section.diagnostics
  }

  private mutating func readLabel(_ entry: YAMLSection.Entry, in section: inout YAMLSection) {
    guard let label = section.text(entry) else { return }
    guard LabelTarget.isValid(label) else {
      section.complain(
        about: entry, "`\(label)` cannot be a label",
        hints: [
          label.utf8.count > LabelTarget.longest
            ? "a label has \(LabelTarget.longest) letters at the most"
            : "a label is made of letters, digits and dashes, such as `fig-kernels`"
        ])
      return
    }
    if let place = LabelTarget.Kind(label: label)?.placeInProse(of: label) {
      section.complain(
        about: entry, "`\(label)` cannot label a cell", hints: [place])
      return
    }
    options.label = label
    labelPosition = section.valuePosition(of: entry)
  }

  private mutating func readRole(_ entry: YAMLSection.Entry, in section: inout YAMLSection) {
    guard let name = section.text(entry) else { return }
    if let role = options.role {
      section.complain(
        about: entry, "a cell cannot be both `\(role.rawValue)` and `\(entry.key)`")
      return
    }
    options.role = CellOptions.Role(rawValue: entry.key)
    options.exercise = name
  }

  /// Options that make no sense together would otherwise be ignored in silence.
  private func refuseContradictions(in section: inout YAMLSection) {
    for entry in section.entries {
      switch entry.key {
      case "expect" where [.false, .compile].contains(options.run) || options.role != nil:
        section.complain(
          about: entry, "`expect` is about what a cell prints or how it fails",
          hints: ["leave it out, or let the cell run"])
      case "run" where options.role != nil && options.run != .true:
        section.complain(
          about: entry, "the cells of an exercise run in their own way: leave `run` out")
      case "export" where options.export && (options.run != .true || options.role != nil):
        section.complain(
          about: entry, "only a cell that runs in place can export its declarations")
      case "subcaptions" where options.label.flatMap({ LabelTarget.Kind(label: $0) }) != .figure:
        section.complain(
          about: entry, "`subcaptions` need a label that starts with `fig-`",
          hints: ["the parts of `fig-kernels` are `@fig-kernels-a`, `@fig-kernels-b` and so on"])
      case "caption" where options.label.flatMap({ LabelTarget.Kind(label: $0) }) == .equation:
        section.complain(
          about: entry, "an equation has a number and no caption",
          hints: ["say in the prose what it means"])
      case "subcaptions" where options.subcaptions.count > LabelTarget.partLetters.count:
        section.complain(
          about: entry, "a figure has at most \(LabelTarget.partLetters.count) parts")
      default: break
      }
    }
  }
}
