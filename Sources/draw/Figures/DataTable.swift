/// Rows of text under named columns.
public struct DataTable: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public var title: String
    /// Whether the column holds numbers and is set flush right.
    public var isNumeric: Bool

    public init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  public var columns: [Column]
  /// Each row has as many texts as there are columns.
  public var rows: [[String]]
  /// Whether the last row sums up the others.
  public var hasTotal: Bool

  public init(columns: [Column], rows: [[String]], hasTotal: Bool = false) {
    self.columns = columns
    self.rows = rows
    self.hasTotal = hasTotal
  }
}
