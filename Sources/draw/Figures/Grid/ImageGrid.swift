/// Pictures in rows: digits, kernels, feature maps.
public struct ImageGrid: Figure {
  /// One picture and what stands around it.
  public struct Cell: Sendable, Hashable {
    public var width: Int
    public var height: Int
    /// Row by row.
    public var values: [Float]
    public var above: String
    public var below: String
    /// Whether the picture stands out by a frame and a bold label.
    public var isMarked: Bool

    /// - Parameter values: `width * height` numbers.
    public init(
      width: Int, height: Int, values: [Float], above: String = "", below: String = "",
      isMarked: Bool = false
    ) {
      guard width > 0, height > 0, values.count == width * height else {
        fatalError("ImageGrid: a \(width)x\(height) picture cannot have \(values.count) numbers")
      }
      self.width = width
      self.height = height
      self.values = values
      self.above = above
      self.below = below
      self.isMarked = isMarked
    }
  }

  public var title: String
  public var cells: [Cell]
  public var scale: ColorScale
  /// The numbers at the scale's ends, the same for all pictures.
  public var range: ClosedRange<Float>
  /// The number of pictures in a row; as many as fit, evenly, if `nil`.
  public var columns: Int?
  /// Stand before the rows.
  public var rowHeadings: [String]
  /// Stand above the columns.
  public var columnHeadings: [String]
  /// Says above the column headings what they are.
  public var columnTitle: String
  /// Whether the scale's key is drawn beneath.
  public var showsScale: Bool
  /// The side that a picture should have; chosen for their number if `nil`.
  public var cellSize: Points?
  /// The width that no row exceeds.
  public var maximumWidth: Points

  /// - Parameters:
  ///   - range: found from the data if `nil`: around zero for the diverging scale, otherwise
  ///     from the least number, or zero, to the greatest.
  public init(
    title: String, cells: [Cell], scale: ColorScale = .ink, range: ClosedRange<Float>? = nil,
    columns: Int? = nil, rowHeadings: [String] = [], columnHeadings: [String] = [],
    columnTitle: String = "", showsScale: Bool = false, cellSize: Points? = nil,
    maximumWidth: Points = 720
  ) {
    self.title = title
    self.cells = cells
    self.scale = scale
    self.range = range ?? Self.range(of: cells, scale: scale)
    self.columns = columns.map { max($0, 1) }
    self.rowHeadings = rowHeadings
    self.columnHeadings = columnHeadings
    self.columnTitle = columnTitle
    self.showsScale = showsScale
    self.cellSize = cellSize
    self.maximumWidth = max(maximumWidth, 240)
  }

  private static func range(of cells: [Cell], scale: ColorScale) -> ClosedRange<Float> {
    let values = cells.lazy.flatMap(\.values).filter(\.isFinite)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    if scale == .diverging {
      let magnitude = max(-low, high)
      return magnitude > 0 ? -magnitude...magnitude : -1...1
    }
    let start = min(low, 0)
    return start < high ? start...high : start...(start + 1)
  }

  public func drawing() -> Drawing {
    ImageGridLayout(self).drawing()
  }

  public var altText: String {
    guard let first = cells.first else { return "\(title). No pictures." }
    let sizes = Set(cells.map { [$0.width, $0.height] })
    let count = cells.count == 1 ? "One picture" : "\(NumberText.grouped(cells.count)) pictures"
    let size = sizes.count == 1 ? " of \(first.width) by \(first.height) samples" : ""
    let bounds =
      "values from \(NumberText.compact(Double(range.lowerBound)))"
      + " to \(NumberText.compact(Double(range.upperBound)))"
    let labels = cells.map { cell in
      [cell.above, cell.below].filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let shown = labels.prefix(40).filter { !$0.isEmpty }
    let rest = labels.count > 40 ? " and more" : ""
    let marked = cells.filter(\.isMarked).count
    return (title.isEmpty ? "" : title + ". ") + "\(count)\(size), \(bounds)"
      + (shown.isEmpty ? "" : ": " + shown.joined(separator: "; ") + rest)
      + (marked > 0 ? ". \(NumberText.grouped(marked)) marked" : "") + "."
  }
}
