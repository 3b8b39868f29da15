/// One thing a cell left on the page, in the order in which the cell made it.
public enum CellOutput: Sendable, Hashable, Codable {
  /// What the cell printed.
  case text(String)
  case figure(FigureOutput)
  case table(TableOutput)
  /// Displayed mathematics, in TeX.
  case formula(String)
  /// A paragraph of plain text.
  case paragraph(String)
  /// A failure that the author promised.
  case failure(FailureOutput)
}

/// A table that a cell showed.
public struct TableOutput: Sendable, Hashable, Codable {
  public var columns: [String]
  /// Each row has as many texts as there are columns.
  public var rows: [[String]]
  /// For each column, whether it holds numbers and is set flush right.
  public var isNumeric: [Bool]
  /// Whether the last row sums up the others.
  public var hasTotal: Bool

  public init(columns: [String], rows: [[String]], isNumeric: [Bool], hasTotal: Bool) {
    self.columns = columns
    self.rows = rows
    self.isNumeric = isNumeric
    self.hasTotal = hasTotal
  }
}
