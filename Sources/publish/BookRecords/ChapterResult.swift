/// What running a chapter gave: all that a page needs besides the prose.
public struct ChapterResult: Sendable, Hashable, Codable {
  /// What each cell left, in the order of the cells; empty for a cell that is only shown.
  public var cells: [[CellOutput]]
  /// The value of each inline expression, in order.
  public var inlineValues: [String]
  /// The data that made these results, one line each, in the order of first use.
  public var dataSources: [String]
  /// What stopped the chapter, if it did not run to its end.
  public var stop: ChapterStop?

  public init(
    cells: [[CellOutput]], inlineValues: [String], dataSources: [String], stop: ChapterStop? = nil
  ) {
    self.cells = cells
    self.inlineValues = inlineValues
    self.dataSources = dataSources
    self.stop = stop
  }
}

/// What stopped a chapter: its page shows it if the site is made in spite of errors.
public struct ChapterStop: Sendable, Hashable, Codable {
  /// The errors as they were printed, each with the cell in which it is, if it is in one.
  public struct Message: Sendable, Hashable, Codable {
    public var text: String
    public var cell: Int?

    public init(text: String, cell: Int?) {
      self.text = text
      self.cell = cell
    }
  }

  public var messages: [Message]
  /// The cells that did not run because of it.
  public var notRun: [Int]
  /// Why they did not run, to be read after “not run: ”.
  public var reason: String

  public init(messages: [Message], notRun: [Int], reason: String) {
    self.messages = messages
    self.notRun = notRun
    self.reason = reason
  }
}
