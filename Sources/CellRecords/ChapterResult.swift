/// What running a chapter gave: all that a page needs besides the prose.
public struct ChapterResult: Sendable, Hashable, Codable {
  /// What each cell left, in the order of the cells; empty for a cell that is only shown.
  public var cells: [[CellOutput]]
  /// The value of each inline expression, in order.
  public var inlineValues: [String]
  /// The data that made these results, one line each, in the order of first use.
  public var dataSources: [String]

  public init(cells: [[CellOutput]], inlineValues: [String], dataSources: [String]) {
    self.cells = cells
    self.inlineValues = inlineValues
    self.dataSources = dataSources
  }
}
