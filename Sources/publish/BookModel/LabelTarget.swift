/// Something that a label names and `@label` points at.
public struct LabelTarget: Sendable, Hashable {
  /// What kinds of things have numbers; a label's first letters choose one.
  public enum Kind: String, Sendable, CaseIterable {
    case figure = "fig"
    case table = "tbl"
    case equation = "eq"
    case section = "sec"
    case question = "qst"

    /// The kind that a label's prefix names, or `nil` for a plain label.
    public init?(label: String) {
      guard let dash = label.firstIndex(of: "-") else { return nil }
      self.init(rawValue: String(label[..<dash]))
    }

    /// What messages call a thing of this kind.
    public var word: String {
      switch self {
      case .figure: "Figure"
      case .table: "Table"
      case .equation: "Equation"
      case .section: "Section"
      case .question: "Question"
      }
    }

    /// Where in the prose a label of this kind stands; `nil` for what cells show.
    func placeInProse(of label: String) -> String? {
      switch self {
      case .figure, .table, .equation: nil
      case .section: "labels with `sec-` stand behind a heading: `## Title {#\(label)}`"
      case .question: "labels with `qst-` stand behind a question: `How many? {#\(label)}`"
      }
    }
  }

  public var label: String
  /// `nil` for a plain label, which has no number.
  public var kind: Kind?
  /// Chapter and place in it, such as `3.2`; empty for a plain label.
  public var number: String
  /// The chapter's place in `Book.chapters`.
  public var chapterIndex: Int
  public var position: SourcePosition

  /// What the parts of a figure are called.
  public static let partLetters = "abcdefghijklmnopqrstuvwxyz"

  /// The greatest number of letters: figures' files are named by labels.
  static let longest = 100

  /// Whether a text can be a label: a letter, then letters, digits, dashes and underscores.
  static func isValid(_ label: some StringProtocol) -> Bool {
    let bytes = Array(label.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    return bytes.count <= longest && first.isASCIILetter && last.isASCIILetterOrDigit
      && bytes.allSatisfy(\.isOfLabel)
  }

  /// The number with its word, as in "Figure 3.2".
  public func name(in words: BookWords) -> String { name(number: number, in: words) }

  /// The name in a reference, where the number of an equation has parentheses.
  public func reference(in words: BookWords) -> String {
    name(number: kind == .equation ? "(\(number))" : number, in: words)
  }

  private func name(number: String, in words: BookWords) -> String {
    guard let kind else { return label }
    let isChapter = kind == .section && !number.contains(".")
    return (isChapter ? words.chapter : words.pattern(of: kind)).filled(number)
  }
}

extension UInt8 {
  var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }

  /// Whether a label may hold this byte.
  var isOfLabel: Bool {
    isASCIILetterOrDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }
}
