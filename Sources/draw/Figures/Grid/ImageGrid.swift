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
    guard let first = cells.first else {
      return AltText.shortened((title.isEmpty ? "" : title + ". ") + "No pictures.")
    }
    let sizes = Set(cells.map { [$0.width, $0.height] })
    let count = cells.count == 1 ? "One picture" : "\(NumberText.grouped(cells.count)) pictures"
    let size = sizes.count == 1 ? " of \(first.width) by \(first.height) samples" : ""
    let bounds =
      "scale from \(NumberText.compact(Double(range.lowerBound)))"
      + " to \(NumberText.compact(Double(range.upperBound)))"
    let marked = cells.count(where: \.isMarked)
    let head = AltText.shortened(
      (title.isEmpty ? "" : title + ". ") + "\(count)\(size), \(bounds)"
        + (marked > 0 ? ", \(NumberText.grouped(marked)) marked" : "") + ".", to: 200)
    let known = [head] + balance + gaps
    let room = AltText.limit - AltText.joined(known).count - 2
    let labels = cells.map { cell in
      [cell.above, cell.below].filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let list = AltText.list(labels.filter { !$0.isEmpty }, separator: "; ", limit: room)
    return AltText.joined(known + [list.isEmpty ? "" : list + "."])
  }

  /// How positive and negative numbers are shared out, where their colours differ.
  private var balance: [String] {
    guard scale == .diverging else { return [] }
    let values = cells.lazy.flatMap(\.values).filter(\.isFinite)
    let (positive, negative) = (values.count { $0 > 0 }, values.count { $0 < 0 })
    guard positive + negative > 0 else { return ["All zero."] }
    func percent(_ part: Int) -> String {
      "\(NumberText.fixed(100 * Double(part) / Double(values.count), decimals: 0)) %"
    }
    return ["\(percent(positive)) positive, \(percent(negative)) negative."]
  }

  private var gaps: [String] {
    let count = cells.reduce(0) { $0 + $1.values.count(where: \.isNaN) }
    guard count > 0 else { return [] }
    return ["\(NumberText.grouped(count)) \(count == 1 ? "is" : "are") not a number, a gap."]
  }
}
