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

/// A picture that a cell showed: four PNG files and what they show in words and numbers.
public struct FigureOutput: Sendable, Hashable, Codable {
  /// File names in the chapter's results folder, one for each theme and pixel density.
  public struct Files: Sendable, Hashable, Codable {
    public var light1x: String
    public var light2x: String
    public var dark1x: String
    public var dark2x: String

    public init(light1x: String, light2x: String, dark1x: String, dark2x: String) {
      self.light1x = light1x
      self.light2x = light2x
      self.dark1x = dark1x
      self.dark2x = dark2x
    }

    public var all: [String] { [light1x, light2x, dark1x, dark2x] }
  }

  public var files: Files
  /// The size on the page in CSS pixels.
  public var width: Int
  public var height: Int
  /// What the figure shows, for readers who cannot see it; made from its data.
  public var altText: String
  /// The numbers behind the figure, where it has a reasonable number of them.
  public var data: TableOutput?

  public init(files: Files, width: Int, height: Int, altText: String, data: TableOutput?) {
    self.files = files
    self.width = width
    self.height = height
    self.altText = altText
    self.data = data
  }
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
