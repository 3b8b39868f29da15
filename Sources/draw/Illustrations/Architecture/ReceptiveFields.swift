public import Figures
public import NeuralNet

/// What one unit of each layer sees of an image, nested: the window of a unit of the first layer
/// lies in that of a unit of the second, and so on.
public struct ReceptiveFields: Figure {
  /// The part of the image that one unit sees.
  public struct Field: Sendable, Hashable {
    public var name: String
    public var rows: Range<Int>
    public var columns: Range<Int>

    public init(name: String, rows: Range<Int>, columns: Range<Int>) {
      self.name = name
      self.rows = rows
      self.columns = columns
    }
  }

  public var title: String
  public var image: Plane
  /// From the smallest to the largest.
  public var fields: [Field]

  /// - Precondition: each field lies within the image and is not empty.
  public init(title: String = "", image: Plane, fields: [Field]) {
    let fits = fields.allSatisfy {
      !$0.rows.isEmpty && !$0.columns.isEmpty && $0.rows.lowerBound >= 0
        && $0.columns.lowerBound >= 0 && $0.rows.upperBound <= image.height
        && $0.columns.upperBound <= image.width
    }
    guard fits else {
      fatalError("ReceptiveFields: not all fields lie within \(image.width)x\(image.height)")
    }
    self.title = title
    self.image = image
    self.fields = fields
  }

  /// The fields of units near the middle of the ink, one for each size of field that the network has.
  ///
  /// - Parameter image: `[1, maps, height, width]`.
  public init(
    _ summary: NetworkSummary, image: Tensor, title: String = "What one unit of each layer sees"
  ) {
    let plane = Plane(image, 0)
    var names: [(field: Int, stride: Int, shape: [Int], names: [String])] = []
    for layer in summary.layers where layer.outputShape.count == 3 {
      let (field, stride) = (layer.receptiveField, layer.stride)
      guard field <= min(plane.width, plane.height) else { continue }
      if let index = names.firstIndex(where: { $0.field == field && $0.stride == stride }) {
        names[index].names.append(layer.name)
      } else {
        names.append((field, stride, layer.outputShape, [layer.name]))
      }
    }
    names.sort { $0.field < $1.field }
    var (row, column) = plane.middleOfInk
    var fields: [Field] = []
    // From the largest to the smallest, each as near to the middle of the one before as it can be.
    for layer in names.reversed() {
      func start(_ middle: Double, _ length: Int, within outer: Range<Int>?) -> Int {
        let most = max(layer.shape[length] - 1, 0)
        var unit = Int(
          ((middle - Double(layer.field) / 2) / Double(layer.stride)).rounded())
        if let outer {
          unit = max(unit, (outer.lowerBound + layer.stride - 1) / layer.stride)
          unit = min(unit, (outer.upperBound - layer.field) / layer.stride)
        }
        return min(max(unit, 0), most) * layer.stride
      }
      let top = start(row, 1, within: fields.last?.rows)
      let left = start(column, 2, within: fields.last?.columns)
      fields.append(
        Field(
          name: layer.names.joined(separator: ", "), rows: top..<top + layer.field,
          columns: left..<left + layer.field))
      (row, column) = (
        Double(top) + Double(layer.field) / 2, Double(left) + Double(layer.field) / 2
      )
    }
    self.init(
      title: title, image: plane,
      fields: fields.reversed().filter {
        $0.rows.upperBound <= plane.height && $0.columns.upperBound <= plane.width
      })
  }

  /// Frames of several layers are told apart by their place and their leader, and by colour.
  private func accent(_ index: Int) -> Int { [2, 1, 3, 4, 7, 6, 5, 8][index % 8] }

  public func drawing() -> Drawing {
    let sample = max(1, (352 / Double(max(image.width, image.height))).rounded(.down))
    let scale = LevelScale.image([image])
    let side = max(40, min(78, sample * Double(image.height) / Double(max(fields.count, 1)) - 10))
      .rounded(.down)
    let windows = fields.indices.reversed().map {
      Block.Window(rows: fields[$0].rows, columns: fields[$0].columns, accent: accent($0))
    }
    let picture = Block.picture(image, on: scale, sample: sample, windows: windows).named("image")
    let rows = fields.indices.reversed().map { index -> Block in
      let field = fields[index]
      let crop = image.cropped(rows: field.rows, columns: field.columns)
      let room = side / Double(max(crop.width, crop.height))
      return .row(
        [
          Block.picture(crop, on: scale, sample: room).named("crop \(index)"),
          .column(
            [
              .name(field.name, width: 170, size: TypeSize.body, weight: .bold),
              .text("sees \(crop.width)\u{D7}\(crop.height) pixels", color: .muted),
            ], gap: 0),
        ], gap: 12)
    }
    let block = Block.row(
      [picture, .column(rows, gap: 10)], gap: 76, alignment: .middle)
    return Drawing(title: title, block: block) { drawing, places in
      guard let frame = places["image"] else { return }
      for index in fields.indices {
        guard let crop = places["crop \(index)"] else { continue }
        let field = fields[index]
        let corner = Point(
          x: frame.x + Double(field.columns.upperBound) * sample,
          y: frame.y + Double(field.rows.lowerBound) * sample)
        let color = Color.accent(accent(index))
        drawing.stroke(
          .line(from: corner, to: Point(x: crop.x - 4, y: crop.midY)), Stroke(.paper, width: 3.5))
        drawing.stroke(
          .line(from: corner, to: Point(x: crop.x - 4, y: crop.midY)), Stroke(color, width: 1.5))
        drawing.stroke(.rectangle(crop.inset(by: -1)), Stroke(color, width: 2))
      }
    }
  }

  public var altText: String {
    AltText.joined(
      title,
      "The fields grow from layer to layer: "
        + fields.map { "\($0.name) sees \($0.columns.count) by \($0.rows.count) pixels" }
        .joined(separator: ", ")
        + " of \(image.width) by \(image.height)")
  }

  public var dataTable: DataTable? {
    guard !fields.isEmpty else { return nil }
    return DataTable(
      columns: [
        DataTable.Column("layer"), DataTable.Column("pixels", isNumeric: true),
        DataTable.Column("rows"), DataTable.Column("columns"),
      ],
      rows: fields.map { field in
        [
          field.name, "\(field.columns.count)\u{D7}\(field.rows.count)",
          "\(field.rows.lowerBound) to \(field.rows.upperBound - 1)",
          "\(field.columns.lowerBound) to \(field.columns.upperBound - 1)",
        ]
      })
  }
}

extension Plane {
  func cropped(rows: Range<Int>, columns: Range<Int>) -> Plane {
    Plane(
      width: columns.count, height: rows.count,
      values: rows.flatMap { row in columns.map { self[row, $0] } })
  }

  /// The centre of mass of what is above the least number; the middle if there is nothing.
  fileprivate var middleOfInk: (row: Double, column: Double) {
    let low = values.filter(\.isFinite).min() ?? 0
    var (mass, rows, columns) = (0.0, 0.0, 0.0)
    for (index, value) in values.enumerated() where value.isFinite {
      let ink = Double(value - low)
      mass += ink
      rows += ink * (Double(index / width) + 0.5)
      columns += ink * (Double(index % width) + 0.5)
    }
    return mass > 0
      ? (rows / mass, columns / mass) : (Double(height) / 2, Double(width) / 2)
  }
}
