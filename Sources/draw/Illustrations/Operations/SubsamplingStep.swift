public import Figures
public import NeuralNet

/// One unit of a subsampling layer at work: its window, the sum, the coefficient, the bias, the
/// squashing function, and the pixel that all this becomes.
public struct SubsamplingStep: Figure {
  public var title: String
  /// What the input map is called.
  public var source: String
  public var input: Plane
  /// The side of the square window.
  public var window: Int
  public var coefficient: Float
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

  /// - Precondition: the unit's window lies within the input, the unit within the output.
  public init(
    title: String = "", source: String, input: Plane, window: Int, coefficient: Float, bias: Float,
    squash: String = "", name: String, output: Plane, row: Int, column: Int,
    maximumWidth: Points = 720
  ) {
    guard window > 0, (0..<output.height).contains(row), (0..<output.width).contains(column),
      (row + 1) * window <= input.height, (column + 1) * window <= input.width
    else {
      fatalError(
        "SubsamplingStep: the window of row \(row), column \(column) does not lie within the map")
    }
    self.title = title
    self.source = source
    self.input = input
    self.window = window
    self.coefficient = coefficient
    self.bias = bias
    self.squash = squash
    self.name = name
    self.output = output
    self.row = row
    self.column = column
    self.maximumWidth = max(maximumWidth, 360)
  }

  /// A unit of a layer for one image; where the window's numbers differ most, if no place is given.
  ///
  /// - Parameter image: `[1, maps, height, width]`.
  public init(
    _ network: Network, layer name: String, map: Int = 0, at place: (row: Int, column: Int)? = nil,
    image: Tensor, title: String? = nil, maximumWidth: Points = 720
  ) {
    let work = LayerAtWork(name, of: network, image: image)
    let layer = work.layer(as: Subsampling2D.self, for: "SubsamplingStep")
    work.checkUnit(
      map: map, row: place?.row ?? 0, column: place?.column ?? 0, for: "SubsamplingStep")
    let output = Plane(work.output, 0, map)
    let input = Plane(work.input, 0, map)
    let (row, column) =
      place
      ?? output.place { row, column in
        let values = input.patch(
          row: row * layer.window, column: column * layer.window, side: layer.window
        ).values
        return (values.max() ?? 0) - (values.min() ?? 0)
      }
    self.init(
      title: title ?? "One unit of \(name)", source: "\(work.source), map \(map)",
      input: input, window: layer.window,
      coefficient: work.parameters[0].scalars[map], bias: work.parameters[1].scalars[map],
      squash: work.squash ?? "", name: "\(name), map \(map)", output: output, row: row,
      column: column, maximumWidth: maximumWidth)
  }

  var patch: Plane { input.patch(row: row * window, column: column * window, side: window) }
  public var sum: Float { patch.values.reduce(0, +) }
  public var activation: Float { coefficient * sum + bias }
  public var result: Float { output[row, column] }

  private var terms: [(name: String, value: Float)] {
    [("sum", sum), ("\u{D7} coefficient", coefficient), ("+ bias", bias)]
      + (squash.isEmpty
        ? [("= output", activation)]
        : [("= a", activation), (squash + " (a)", result)])
  }

  public func drawing() -> Drawing {
    let scale = LevelScale.activity([input])
    let parts: [Block] = [
      Block.framed(
        input, on: scale, side: 140, name: "source",
        window: Block.Window(row: row * window, column: column * window, side: window)
      ).captioned(above: [source]),
      .space(width: 14),
      Block.numbers(
        patch, on: scale, style: NumberStyle(for: [patch], size: 13, width: 44)
      ).named("patch").captioned(above: ["the window"]),
      .arrow(length: 20), .equation(terms), .arrow(length: 20),
      Block.framed(
        output, on: .activity([output]), side: 112, name: "output",
        window: Block.Window(row: row, column: column)
      ).captioned(above: [name]),
    ]
    let width = maximumWidth - 2 * Drawing.margin
    let block = Block.first(
      within: width,
      [
        { .row(parts, gap: 10) },
        {
          .column(
            [.row(Array(parts[..<3]), gap: 10), .row(Array(parts[4...]), gap: 10)], gap: 16)
        },
      ])
    return Drawing(title: title, block: block) { drawing, places in
      guard let patch = places["patch"], let window = places["source window"] else { return }
      let dash = Stroke(.accent(2), width: 1, dash: [3, 3])
      for (start, end) in [(window.y, patch.y), (window.maxY, patch.maxY)] {
        drawing.stroke(
          .line(from: Point(x: window.maxX, y: start), to: Point(x: patch.x - 2, y: end)), dash)
      }
    }
  }

  public var altText: String {
    let squashed = squash.isEmpty ? "" : ", and \(squash) makes \(AltText.number(result)) of it"
    return AltText.joined(
      title,
      "The \(patch.values.count) numbers of a \(window) by \(window) window of \(source) add up to "
        + "\(AltText.number(sum)); times the coefficient \(AltText.number(coefficient)) plus the "
        + "bias \(AltText.number(bias)) that is \(AltText.number(activation))\(squashed)")
  }

  public var dataTable: DataTable? {
    let numbers = NumberText.column(terms.map { Double($0.value) })
    return DataTable(
      columns: [DataTable.Column("term"), DataTable.Column("number", isNumeric: true)],
      rows: zip(terms, numbers).map { [$0.name, $1] })
  }
}
