/// A table of numbers in coloured cells, such as a confusion matrix.
public struct Heatmap: Figure {
  public struct Cell: Sendable, Hashable {
    /// What stands in the cell.
    public var text: String
    /// From 0 (the scale's beginning) to 1 (its end); not a number for a gap.
    public var level: Double
    public var scale: ColorScale

    public init(_ text: String, level: Double, scale: ColorScale = .accent(1)) {
      self.text = text
      self.level = level
      self.scale = scale
    }
  }

  public var title: String
  /// What the rows are, such as `true digit`.
  public var rowTitle: String
  public var columnTitle: String
  public var rowHeadings: [String]
  public var columnHeadings: [String]
  /// As many rows as row headings, as many cells in each as column headings.
  public var cells: [[Cell]]
  /// What the figure says in words, after its title.
  public var summary: String
  public var maximumWidth: Points

  public init(
    title: String, rowTitle: String, columnTitle: String, rowHeadings: [String],
    columnHeadings: [String], cells: [[Cell]], summary: String, maximumWidth: Points = 720
  ) {
    guard cells.count == rowHeadings.count,
      cells.allSatisfy({ $0.count == columnHeadings.count })
    else {
      fatalError(
        "Heatmap: \(cells.map(\.count)) cells in rows do not fit "
          + "\(rowHeadings.count) x \(columnHeadings.count) headings")
    }
    self.title = title
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.rowHeadings = rowHeadings
    self.columnHeadings = columnHeadings
    self.cells = cells
    self.summary = summary
    self.maximumWidth = max(maximumWidth, 240)
  }

  public var altText: String {
    let gaps = cells.joined().count { $0.level.isNaN }
    return AltText.joined([
      AltText.shortened(title.isEmpty ? summary : "\(title). \(summary)", to: 240),
      gaps == 0 ? "" : "\(NumberText.grouped(gaps)) cells are not numbers, gaps.",
      "Table of \(rowHeadings.count) rows (\(rowTitle)) by "
        + "\(columnHeadings.count) columns (\(columnTitle)).",
    ])
  }

  public var dataTable: DataTable? {
    guard !cells.isEmpty, cells.count <= 60, columnHeadings.count <= 30 else { return nil }
    return DataTable(
      columns: [DataTable.Column("\(rowTitle) \\ \(columnTitle)")]
        + columnHeadings.map { DataTable.Column($0, isNumeric: true) },
      rows: zip(rowHeadings, cells).map { heading, row in [heading] + row.map(\.text) })
  }

  public func drawing() -> Drawing {
    HeatmapLayout(self).drawing()
  }
}
