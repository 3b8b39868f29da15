/// A Swift fence in a chapter.
public struct Cell: Sendable, Hashable {
  /// The place among the chapter's cells, from 0.
  public var index: Int
  /// The code without its `//|` lines, each line ended by a newline.
  public var code: String
  /// Where the first line of `code` stands in the chapter.
  public var position: SourcePosition
  /// How many bytes of white space the fence's indentation took from each line of code.
  public var indentation: Int
  /// The chapter's lines that the fence takes, with the marks at its start and end.
  public var fence: ClosedRange<Int>
  public var options: CellOptions

  public init(
    index: Int, code: String, position: SourcePosition, indentation: Int = 0,
    fence: ClosedRange<Int>, options: CellOptions = CellOptions()
  ) {
    self.index = index
    self.code = code
    self.position = position
    self.indentation = indentation
    self.fence = fence
    self.options = options
  }

  /// What messages call this cell: its label, or its number as readers count.
  public var name: String { options.label ?? "cell \(index + 1)" }

  /// Whether the program of the chapter runs this cell where it stands, so that the cells after
  /// it see what it declared.
  public var runsInPlace: Bool { options.run == .true && options.role == nil }
}

/// An inline `` `{swift} expression` ``, replaced on the page by its value.
public struct InlineExpression: Sendable, Hashable {
  /// The place among the chapter's inline expressions, from 0.
  public var index: Int
  public var code: String
  /// Where the expression itself starts.
  public var position: SourcePosition
  /// How many of the chapter's cells stand before it: it sees what they declared.
  public var cellsBefore: Int

  public init(index: Int, code: String, position: SourcePosition, cellsBefore: Int) {
    self.index = index
    self.code = code
    self.position = position
    self.cellsBefore = cellsBefore
  }
}
