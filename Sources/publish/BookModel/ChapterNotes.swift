/// What is found in a chapter while its prose is read: what has numbers, what can be pointed at, what
/// points somewhere, and what is wrong.
struct ChapterNotes {
  let source: SourceText
  let chapterNumber: Int

  private(set) var cells: [Cell] = []
  private(set) var inlineExpressions: [InlineExpression] = []
  private(set) var targets: [LabelTarget] = []
  private(set) var references: [Reference] = []
  private(set) var links: [Link] = []
  private(set) var images: [Image] = []
  private(set) var rawHTML: [RawHTML] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The heading of level 1 that is the chapter's title.
  private(set) var title: Heading?
  /// The label of the whole chapter.
  private(set) var label: String?
  var footnotes = FootnoteOrder()

  private var sectionNumbers: [Int] = []
  private var counts: [LabelTarget.Kind: Int] = [:]

  init(of source: SourceText, chapterNumber: Int) {
    self.source = source
    self.chapterNumber = chapterNumber
  }

  // MARK: Things found

  mutating func add(_ cell: Cell) { cells.append(cell) }
  mutating func add(_ link: Link) { links.append(link) }
  mutating func add(_ image: Image) { images.append(image) }
  mutating func add(_ html: RawHTML) { rawHTML.append(html) }
  mutating func add(_ reference: Reference) { references.append(reference) }

  /// - Returns: the expression's place among the chapter's.
  mutating func addExpression(_ code: String, at position: SourcePosition) -> Int {
    let index = inlineExpressions.count
    inlineExpressions.append(
      InlineExpression(index: index, code: code, position: position, cellsBefore: cells.count))
    return index
  }

  // MARK: Sections

  /// Takes a heading of level 1 for the title.
  ///
  /// - Parameter place: where its label stands.
  mutating func setTitle(_ heading: Heading, labelAt place: SourcePosition) {
    title = heading
    if !heading.anchor.isEmpty { defineChapter(heading.anchor, at: place) }
  }

  /// Gives a heading its number. Its anchor is its label; ``PageAnchors`` names those without one.
  ///
  /// - Parameter place: where the label stands.
  mutating func number(_ heading: inout Heading, label: String?, at place: SourcePosition) {
    if heading.level > sectionNumbers.count + 2 {
      complain(
        "a heading of level \(heading.level) stands below one of level "
          + "\(sectionNumbers.count + 1)", at: heading.position, severity: .warning,
        hints: ["use \(String(repeating: "#", count: sectionNumbers.count + 2)) here"])
    }
    let depth = heading.level - 1
    while sectionNumbers.count < depth { sectionNumbers.append(0) }
    sectionNumbers.removeSubrange(depth...)
    sectionNumbers[depth - 1] += 1
    if heading.level <= 3 {
      heading.number = ([chapterNumber] + sectionNumbers).map(String.init).joined(separator: ".")
    }
    if let label {
      define(label, as: .section, at: place, number: heading.number)
    }
  }

  // MARK: Labels

  /// Gives a labelled thing its number and notes it as a target.
  ///
  /// - Returns: the number; empty for a label without a kind.
  @discardableResult
  mutating func define(_ label: String, at position: SourcePosition, number: String? = nil)
    -> String
  {
    let kind = LabelTarget.Kind(label: label)
    let number = number ?? kind.map { nextNumber(of: $0) } ?? ""
    targets.append(
      LabelTarget(
        label: label, kind: kind, number: number, chapterIndex: chapterNumber - 1,
        position: position))
    return number
  }

  /// Defines a label whose prefix must name a certain kind.
  mutating func define(
    _ label: String, as kind: LabelTarget.Kind, at position: SourcePosition,
    number: String? = nil
  ) {
    guard LabelTarget.isValid(label), LabelTarget.Kind(label: label) == kind else {
      complain(
        "`\(label)` cannot label this \(kind.word.lowercased())", at: position,
        hints: ["its label starts with `\(kind.rawValue)-`, such as `\(kind.rawValue)-loss`"])
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

  // MARK: Problems

  mutating func complain(
    _ message: String, at position: SourcePosition, severity: Diagnostic.Severity = .error,
    hints: [String] = []
  ) {
    diagnostics.append(source.problem(message, at: position, severity: severity, hints: hints))
  }

  mutating func add(_ problems: [Diagnostic]) { diagnostics += problems }
}
