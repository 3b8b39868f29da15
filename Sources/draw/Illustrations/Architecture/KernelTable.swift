public import Figures
public import NeuralNet

/// The kernels of a convolution on the grid of its table: a row for each input map, a column for
/// each output map, and nothing where the two are not connected.
///
/// - Source: LeCun et al. (1998), Table I.
public struct KernelTable: Figure {
  public var title: String
  public var maximumWidth: Points
  private let kernels: [[Plane?]]
  private let source: String
  private let layer: String

  /// - Parameters:
  ///   - weights: `[maps out, maps in, height, width]`.
  ///   - table: which maps are connected; all if `nil`.
  ///   - source: the name of the layer that feeds this one.
  public init(
    weights: Tensor, table: ConnectionTable?, source: String = "map", layer: String = "map",
    title: String = "The kernels on their table", maximumWidth: Points = 720
  ) {
    guard weights.shape.count == 4, weights.count > 0,
      table.map({ $0.outputMaps == weights.shape[0] && $0.inputMaps == weights.shape[1] }) ?? true
    else {
      fatalError(
        "KernelTable: weights \(weights.shape) do not fit a table of \(table?.inputMaps ?? 0) by "
          + "\(table?.outputMaps ?? 0) maps")
    }
    self.title = title
    self.maximumWidth = max(maximumWidth, 360)
    self.source = source
    self.layer = layer
    kernels = (0..<weights.shape[1]).map { input in
      (0..<weights.shape[0]).map { output in
        table?.connects(input: input, output: output) ?? true
          ? Plane(weights, output, input) : nil
      }
    }
  }

  /// The kernels of a layer of a network.
  public init(
    _ network: Network, layer name: String, title: String? = nil, maximumWidth: Points = 720
  ) {
    let steps = network.steps
    guard let step = steps.first(where: { $0.name == name }),
      case .layer(let layer) = step.operation,
      let convolution = layer as? Conv2D
    else { fatalError("KernelTable: expected a convolution, \(name) is none") }
    let source = step.inputs[0] == 0 ? "input" : steps[step.inputs[0] - 1].name
    let weights = network[step.parameterNames[0]]
    let all = weights.shape[0] * weights.shape[1]
    let count = convolution.table?.kernels ?? all
    self.init(
      weights: weights, table: convolution.table, source: source, layer: name,
      title: title
        ?? "The \(NumberText.grouped(count)) kernels of \(name)"
        + (count < all ? ", of \(NumberText.grouped(all)) that could be" : ""),
      maximumWidth: maximumWidth)
  }

  private var present: [Plane] { kernels.flatMap { $0.compactMap(\.self) } }

  /// More than these would be too small to be seen.
  private static let mostColumns = 26
  private static let mostRows = 16

  public func drawing() -> Drawing {
    let scale = LevelScale.signed(present)
    let rows = kernels.prefix(Self.mostRows).map { $0.prefix(Self.mostColumns) }
    let side = present.first.map { max($0.width, $0.height) } ?? 1
    let count = Double(rows.first?.count ?? 1)
    let heading: Points = 34
    let room = maximumWidth - 2 * Drawing.margin - heading
    let sample = max(1, min(8, ((room / count - 4) / Double(side)).rounded(.down)))
    let length = sample * Double(side)
    let pitch = max(length + 4, 22)
    let head = Block.row(
      [Block.space(width: heading - 4)]
        + (0..<(rows.first?.count ?? 0)).map {
          Block.text("\($0)", color: .muted).set(in: pitch - 4, .middle)
        }, gap: 4)
    let lines = rows.enumerated().map { input, row in
      Block.row(
        [Block.text("\(input)", color: .muted).set(in: heading - 4, .middle)]
          + row.map { kernel in
            (kernel.map { Block.picture($0, on: scale, sample: sample) }
              ?? Self.absent(side: length)).set(in: pitch - 4, .middle)
          }, gap: 4)
    }
    let bar = ColorBar(scale: scale.scale, range: scale.range)
    let key = Block(width: max(200, bar.minimumWidth), height: ColorBar.height) { corner, sheet in
      bar.draw(
        in: Rectangle(
          x: corner.x, y: corner.y, width: max(200, bar.minimumWidth), height: ColorBar.height),
        onto: &sheet.drawing)
    }
    var left = "rows: maps of \(source); columns: maps of \(layer)"
    if kernels.count > rows.count || (kernels.first?.count ?? 0) > (rows.first?.count ?? 0) {
      left +=
        "; the first \(rows.count) of \(kernels.count) by \(rows.first?.count ?? 0) of "
        + "\(kernels.first?.count ?? 0)"
    }
    return Drawing(
      title: title,
      block: .column(
        [
          .paragraph(left, width: max(pitch * count + heading, 300)),
          .column([head] + lines, gap: 4), key,
        ], gap: 10))
  }

  /// The place of a kernel that is not there.
  private static func absent(side: Points) -> Block {
    Block(width: side, height: side) { corner, sheet in
      sheet.drawing.fill(
        .circle(center: Point(x: corner.x + side / 2, y: corner.y + side / 2), radius: 1.5), .grid)
    }
  }

  public var altText: String {
    let magnitudes = present.map { ($0.values.map(abs).max() ?? 0) }
    let counts =
      kernels.first.map { row in
        row.indices.map { column in kernels.count { $0[column] != nil } }
      } ?? []
    let groups = Set(counts).sorted().map { size in
      "\(counts.count { $0 == size }) see \(size)"
    }
    return AltText.joined(
      title,
      "Of the \(counts.count) maps of \(layer), \(groups.joined(separator: ", ")) of the "
        + "\(kernels.count) maps of \(source)",
      "Weights reach from \u{2212}\(AltText.number(magnitudes.max() ?? 0)) to "
        + AltText.number(magnitudes.max() ?? 0))
  }
}
