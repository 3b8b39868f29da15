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
  public var options: CellOptions

  public init(
    index: Int, code: String, position: SourcePosition, indentation: Int = 0,
    options: CellOptions = CellOptions()
  ) {
    self.index = index
    self.code = code
    self.position = position
    self.indentation = indentation
    self.options = options
  }

  /// What messages call this cell: its label, or its number as readers count.
  public var name: String { options.label ?? "cell \(index + 1)" }
}

/// The `//|` lines of a cell.
public struct CellOptions: Sendable, Hashable {
  /// A part of a cell that a page can fold or leave out.
  public enum Part: String, Sendable, CaseIterable {
    case input, output, cell
  }

  /// Whether a cell runs, or is only shown.
  public enum Run: String, Sendable, CaseIterable {
    case `true`, `false`
  }

  /// The target of `@label`, unique in the book.
  public var label: String?
  public var caption: String?
  /// Replaces the figure's own alt text.
  public var alt: String?
  public var run: Run
  /// Folded on the page, one click away.
  public var hide: Part?
  /// Not on the page at all.
  public var remove: Part?
  /// Whether later chapters see this cell's declarations.
  public var export: Bool
  /// How long the cell may run, in seconds.
  public var timeout: Double
  /// Files whose bytes belong to the cell's cache key, from the book's folder.
  public var inputs: [String]

  public init(
    label: String? = nil, caption: String? = nil, alt: String? = nil, run: Run = .true,
    hide: Part? = nil, remove: Part? = nil, export: Bool = false, timeout: Double = 600,
    inputs: [String] = []
  ) {
    self.label = label
    self.caption = caption
    self.alt = alt
    self.run = run
    self.hide = hide
    self.remove = remove
    self.export = export
    self.timeout = timeout
    self.inputs = inputs
  }
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
