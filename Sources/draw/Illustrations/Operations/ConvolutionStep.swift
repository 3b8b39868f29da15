public import Figures
public import NeuralNet

/// One unit of a convolution at work: its window, its kernel, the products, their sum, the bias,
/// the squashing function, and the pixel that all this becomes.
///
/// A unit that sees several maps has a window and a kernel in each of them, and adds all products:
/// then each map has a row.
public struct ConvolutionStep: Figure {
  /// A map that the unit sees.
  public struct Source: Sendable, Hashable {
    public var name: String
    public var plane: Plane
    public var kernel: Plane

    public init(name: String, plane: Plane, kernel: Plane) {
      self.name = name
      self.plane = plane
      self.kernel = kernel
    }
  }

  public var title: String
  public var sources: [Source]
  public var bias: Float
  /// The name of the squashing function; empty if there is none.
  public var squash: String
  /// What the output map is called.
  public var name: String
  public var output: Plane
  /// The unit's place in the output map.
  public var row: Int
  public var column: Int
  public var maximumWidth: Points

  /// - Precondition: the window of each source lies within its plane, the unit within the output.
  public init(
    title: String = "", sources: [Source], bias: Float, squash: String = "", name: String,
    output: Plane, row: Int, column: Int, maximumWidth: Points = 720
  ) {
    let fits = sources.allSatisfy {
      $0.kernel.width == $0.kernel.height && row + $0.kernel.height <= $0.plane.height
        && column + $0.kernel.width <= $0.plane.width
    }
    guard !sources.isEmpty, fits, (0..<output.height).contains(row),
      (0..<output.width).contains(column)
    else {
      fatalError(
        "ConvolutionStep: the window at row \(row), column \(column) does not lie within all maps")
    }
    self.title = title
    self.sources = sources
    self.bias = bias
    self.squash = squash
    self.name = name
    self.output = output
    self.row = row
    self.column = column
    self.maximumWidth = max(maximumWidth, 360)
  }

  /// A unit of a layer for one image; where the products are largest, if no place is given.
  ///
  /// - Parameter image: `[1, maps, height, width]`.
  public init(
    _ network: Network, layer name: String, map: Int = 0, at place: (row: Int, column: Int)? = nil,
    image: Tensor, title: String? = nil, maximumWidth: Points = 720
  ) {
    let work = LayerAtWork(name, of: network, image: image)
    let layer = work.layer(as: Conv2D.self, for: "ConvolutionStep")
    work.checkUnit(
      map: map, row: place?.row ?? 0, column: place?.column ?? 0, for: "ConvolutionStep")
    let output = Plane(work.output, 0, map)
    let inputs = layer.table?.inputsOfMaps[map] ?? Array(0..<work.input.shape[1])
    let pairs = inputs.map { (Plane(work.input, 0, $0), Plane(work.parameters[0], map, $0)) }
    let (row, column) =
      place
      ?? output.place { row, column in
        pairs.reduce(0) { sum, pair in
          sum
            + pair.0.patch(row: row, column: column, side: layer.kernel)
            .combined(with: pair.1) { abs($0 * $1) }.values.reduce(0, +)
        }
      }
    let isImage = work.source == "input" && work.input.shape[1] == 1
    self.init(
      title: title ?? "One unit of \(name)",
      sources: inputs.map { input in
        Source(
          name: isImage ? "input" : "\(work.source), map \(input)",
          plane: Plane(work.input, 0, input), kernel: Plane(work.parameters[0], map, input))
      }, bias: work.parameters[1].scalars[map], squash: work.squash ?? "",
      name: "\(name), map \(map)", output: output, row: row, column: column,
      maximumWidth: maximumWidth)
  }

  /// The numbers under a source's kernel.
  func patch(of source: Source) -> Plane {
    source.plane.patch(row: row, column: column, side: source.kernel.width)
  }

  func products(of source: Source) -> Plane {
    patch(of: source).combined(with: source.kernel, *)
  }

  /// What each source contributes.
  public var sums: [Float] { sources.map { products(of: $0).values.reduce(0, +) } }

  /// The sum of all products, and the bias.
  public var activation: Float { sums.reduce(bias, +) }

  /// What the unit puts out.
  public var result: Float { output[row, column] }

  public func drawing() -> Drawing {
    ConvolutionStepLayout(self).drawing()
  }

  public var altText: String {
    let squashed = squash.isEmpty ? "" : ", and \(squash) makes \(AltText.number(result)) of it"
    let side = sources[0].kernel.width
    let what =
      sources.count == 1
      ? "The \(side) by \(side) numbers under the kernel times its weights add up to "
        + AltText.number(sums[0])
      : "Windows of \(side) by \(side) in \(sources.count) maps, each with a kernel of its own, "
        + "add up to \(AltText.number(sums.reduce(0, +)))"
    return AltText.joined(
      title,
      "\(what); with the bias \(AltText.number(bias)) that is \(AltText.number(activation))"
        + squashed,
      "It is the unit in row \(row), column \(column) of \(name)")
  }

  public var dataTable: DataTable? {
    guard sources.count <= 60 else { return nil }
    let rows =
      zip(sources, sums).map { ($0.name, $1) }
      + [("bias", bias), ("sum", activation)]
      + (squash.isEmpty ? [] : [(squash, result)])
    return DataTable(
      columns: [DataTable.Column("term"), DataTable.Column("number", isNumeric: true)],
      rows: zip(rows, NumberText.column(rows.map { Double($0.1) })).map { [$0.0, $1] })
  }
}
