/// A chapter: its prose and cells in order.
public struct Chapter: Sendable {
  /// The path from the book's folder, such as `chapters/07-network.md`.
  public var file: String
  /// The name of that file in `chapters/`.
  public var fileName: String { String(file.dropFirst("chapters/".count)) }
  /// The chapter's number in the book, from 1.
  public var number: Int
  /// The name of its page without `.html`, made from the file's name.
  public var slug: String
  /// The title without marks.
  public var title: String
  /// The title, parsed.
  public var titleContent: [Inline]
  /// The label of the whole chapter, such as `sec-training`.
  public var label: String?
  /// One sentence for the table of contents, in Markdown.
  public var summary: String
  /// The summary, parsed.
  public var summaryContent: [Inline]
  /// The chapter's lines as they stand in the file.
  public var lines: [String]
  /// How many of the lines are front matter.
  public var frontMatterLineCount: Int
  /// The prose in order, with the places of the cells in it.
  public var blocks: [Block]
  /// The footnotes in the order in which the prose first refers to them.
  public var footnotes: [[Block]]
  /// The cells in order.
  public var cells: [Cell]
  public var inlineExpressions: [InlineExpression]

  public init(
    file: String, number: Int, slug: String, title: String,
    titleContent: [Inline]? = nil, label: String? = nil,
    summary: String = "", summaryContent: [Inline] = [], lines: [String] = [],
    frontMatterLineCount: Int = 0, blocks: [Block] = [],
    footnotes: [[Block]] = [], cells: [Cell] = [],
    inlineExpressions: [InlineExpression] = []
  ) {
    self.file = file
    self.number = number
    self.slug = slug
    self.title = title
    self.titleContent = titleContent ?? [.text(title)]
    self.label = label
    self.summary = summary
    self.summaryContent = summaryContent
    self.lines = lines
    self.frontMatterLineCount = frontMatterLineCount
    self.blocks = blocks
    self.footnotes = footnotes
    self.cells = cells
    self.inlineExpressions = inlineExpressions
  }
}
