/// A piece of prose that starts on a line of its own.
public indirect enum Block: Sendable, Hashable {
  case heading(Heading)
  case paragraph([Inline])
  case quotation([Block])
  case list(List)
  case question(Question)
  case table(ProseTable)
  /// A fence in another language than Swift, or indented code: shown, not run.
  case listing(language: String, code: String)
  case cell(CellPlace)
  case formula(Formula)
  case html(RawHTML)
  case rule
}

/// A section's title.
public struct Heading: Sendable, Hashable {
  /// 2 for a section, 3 for its parts; 1 is the chapter's own title.
  public var level: Int
  /// The number as printed, such as `3.2`; empty below the third level.
  public var number: String
  public var content: [Inline]
  /// The name of the place on the page: the label, or one made from the title.
  public var anchor: String
  public var position: SourcePosition

  public init(
    level: Int, number: String, content: [Inline], anchor: String, position: SourcePosition
  ) {
    self.level = level
    self.number = number
    self.content = content
    self.anchor = anchor
    self.position = position
  }
}

/// A list of points, numbered points, or things to do.
public struct List: Sendable, Hashable {
  public struct Item: Sendable, Hashable {
    public var blocks: [Block]
    /// Whether the task is done; `nil` where the item is no task.
    public var isDone: Bool?

    public init(blocks: [Block], isDone: Bool? = nil) {
      self.blocks = blocks
      self.isDone = isDone
    }
  }

  /// The first item's number, or `nil` for a list with bullets.
  public var start: Int?
  /// Whether the items stand close together, without paragraphs' space.
  public var isTight: Bool
  public var items: [Item]

  public init(start: Int?, isTight: Bool, items: [Item]) {
    self.start = start
    self.isTight = isTight
    self.items = items
  }
}

/// A table written in the prose.
public struct ProseTable: Sendable, Hashable {
  public enum Alignment: Sendable, Hashable {
    case natural, left, center, right
  }

  public var alignments: [Alignment]
  public var header: [[Inline]]
  public var rows: [[[Inline]]]
  /// From the paragraph `: caption {#tbl-name}` below the table.
  public var caption: [Inline]
  public var label: String?

  public init(
    alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]], caption: [Inline] = [],
    label: String? = nil
  ) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
    self.caption = caption
    self.label = label
  }
}

/// Where a cell stands in the prose.
public struct CellPlace: Sendable, Hashable {
  /// The cell's place in `Chapter.cells`.
  public var index: Int
  /// The caption, parsed.
  public var caption: [Inline]
  /// The captions of the figure's parts, parsed.
  public var subcaptions: [[Inline]]

  public init(index: Int, caption: [Inline], subcaptions: [[Inline]] = []) {
    self.index = index
    self.caption = caption
    self.subcaptions = subcaptions
  }
}

/// Mathematics in TeX's language.
public struct Formula: Sendable, Hashable {
  public var tex: String
  /// Whether it stands on lines of its own (`$$`), not in a line of text (`$`).
  public var isDisplayed: Bool
  /// The target of `@eq-…`.
  public var label: String?
  /// Where the opening dollar sign stands.
  public var position: SourcePosition

  public init(tex: String, isDisplayed: Bool, label: String? = nil, position: SourcePosition) {
    self.tex = tex
    self.isDisplayed = isDisplayed
    self.label = label
    self.position = position
  }
}
