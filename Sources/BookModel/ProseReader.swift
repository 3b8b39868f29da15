/// Turns cmark-gfm's tree of one chapter into blocks, numbering what has numbers and collecting
/// cells, labels and references on the way.
struct ProseReader {
  /// How deep lists and quotations may nest.
  static let maximumDepth = 64

  let source: SourceText
  let chapterNumber: Int
  var tokens: [MarkdownExtension.Token]
  /// How many lines and bytes of the source stand before the text that is being read.
  var origin: (line: Int, column: Int) = (0, 0)

  var cells: [Cell] = []
  var inlineExpressions: [InlineExpression] = []
  var targets: [LabelTarget] = []
  var references: [Reference] = []
  var links: [Link] = []
  var images: [Image] = []
  /// The places of the page that a link can lead to, besides labels.
  var anchors: Set<String> = []
  var diagnostics: [Diagnostic] = []
  /// The first heading of level 1.
  var title: Heading?
  /// The label of the whole chapter.
  private(set) var label: String?

  var acceptsCells = true
  var acceptsExpressions = true
  /// Whether a `#` heading may be the chapter's title.
  var acceptsTitle = true
  var sectionNumbers: [Int] = []
  var counts: [LabelTarget.Kind: Int] = [:]
  var anchorCounts: [String: Int] = [:]
  /// The last place found for an inline, so that equal ones in a line are told apart.
  var lastPlace = SourcePosition(file: "", line: 0)

  init(source: SourceText, chapterNumber: Int, tokens: [MarkdownExtension.Token] = []) {
    self.source = source
    self.chapterNumber = chapterNumber
    self.tokens = tokens
  }

  /// Reads a whole document: its blocks, and its footnotes in the order of first reference.
  mutating func readDocument(_ root: MarkdownNode) -> (blocks: [Block], footnotes: [[Block]]) {
    let nodes = Array(root.children)
    let body = blocks(nodes.filter { $0.kind != "footnote_definition" }, depth: 0)
    acceptsCells = false
    let footnotes = nodes.filter { $0.kind == "footnote_definition" }.map {
      blocks(Array($0.children), depth: 1)
    }
    acceptsCells = true
    return (body, footnotes)
  }

  // MARK: Labels

  /// Gives a labelled thing its number and notes it as a target.
  mutating func define(_ label: String, at position: SourcePosition, number: String? = nil) {
    let kind = LabelTarget.Kind(label: label)
    targets.append(
      LabelTarget(
        label: label, kind: kind, number: number ?? kind.map { nextNumber(of: $0) } ?? "",
        chapterIndex: chapterNumber - 1, position: position))
  }

  /// Defines a label whose prefix must name a certain kind.
  mutating func define(
    _ label: String, as kind: LabelTarget.Kind, at position: SourcePosition,
    number: String? = nil
  ) {
    guard LabelTarget.isValid(label), LabelTarget.Kind(label: label) == kind else {
      diagnostics.append(
        source.problem(
          "`\(label)` cannot label this \(kind.word.lowercased())", at: position,
          hints: ["its label starts with `\(kind.rawValue)-`, such as `\(kind.rawValue)-loss`"]))
      return
    }
    define(label, at: position, number: number)
  }

  /// Defines a label that stands for the whole chapter.
  mutating func defineChapter(_ label: String, at position: SourcePosition) {
    define(label, as: .section, at: position, number: "\(chapterNumber)")
    self.label = label
  }

  private mutating func nextNumber(of kind: LabelTarget.Kind) -> String {
    counts[kind, default: 0] += 1
    return "\(chapterNumber).\(counts[kind, default: 0])"
  }

  /// A name for a place on the page that no other place has.
  mutating func uniqueAnchor(for title: String) -> String {
    let words = title.lowercased().split { !($0.isLetter || $0.isNumber) }
    let anchor = words.isEmpty ? "section" : words.joined(separator: "-")
    anchorCounts[anchor, default: 0] += 1
    let count = anchorCounts[anchor, default: 1]
    return count == 1 ? anchor : uniqueAnchor(for: "\(anchor) \(count)")
  }

  /// Raw HTML as it is; the places that it names can be linked to.
  mutating func html(_ text: String) -> String {
    for match in text.matches(of: /\bid\s*=\s*["']?([^"'\s>]+)/) { anchors.insert(String(match.1)) }
    return text
  }

  // MARK: Problems

  mutating func complain(
    _ message: String, at position: SourcePosition, severity: Diagnostic.Severity = .error,
    hints: [String] = []
  ) {
    diagnostics.append(
      source.problem(message, at: position, severity: severity, hints: hints))
  }
}
