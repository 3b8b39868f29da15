public import Figures
public import NeuralNet

/// Some windows of a max-pooling layer: which number wins each, and which way the gradient goes
/// back: to the winners alone.
public struct MaxPoolingStep: Figure {
  public var title: String
  /// What the input map is called.
  public var source: String
  /// The numbers under the windows.
  public var input: Plane
  /// The side of a window.
  public var window: Int
  /// How the loss changes with each of the pooled numbers.
  public var gradient: Plane
  /// What the pooled map is called.
  public var name: String
  public var maximumWidth: Points

  /// - Precondition: there is one gradient for each whole window of the input.
  public init(
    title: String = "", source: String, input: Plane, window: Int, name: String, gradient: Plane,
    maximumWidth: Points = 720
  ) {
    guard window > 0, gradient.width * window == input.width,
      gradient.height * window == input.height
    else {
      fatalError(
        "MaxPoolingStep: \(gradient.width)x\(gradient.height) gradients do not fit windows of "
          + "\(window)x\(window) in \(input.width)x\(input.height) numbers")
    }
    self.title = title
    self.source = source
    self.input = input
    self.window = window
    self.name = name
    self.gradient = gradient
    self.maximumWidth = max(maximumWidth, 360)
  }

  /// Some units of a layer, around its most active one, for one image and the loss that its label
  /// gives.
  ///
  /// - Parameters:
  ///   - image: `[1, maps, height, width]`.
  ///   - units: how many units a side.
  /// - Throws: if nothing comes behind the layer, or something goes around it.
  public init(
    _ network: Network, layer name: String, map: Int = 0, image: Tensor, label: Int, units: Int = 3,
    title: String? = nil, maximumWidth: Points = 720
  ) throws {
    let work = LayerAtWork(name, of: network, image: image)
    let layer = work.layer(as: MaxPool2D.self, for: "MaxPoolingStep")
    work.checkUnit(map: map, row: 0, column: 0, for: "MaxPoolingStep")
    let gradients = try network.tail(after: name)
      .imageGradient(images: work.output, labels: [label])
    let (input, output) = (Plane(work.input, 0, map), Plane(work.output, 0, map))
    let side = min(max(units, 1), output.width, output.height)
    let row = min(max(output.place.row - side / 2, 0), output.height - side)
    let column = min(max(output.place.column - side / 2, 0), output.width - side)
    self.init(
      title: title ?? "Some windows of \(name), forwards and back",
      source: "\(work.source), map \(map)",
      input: input.patch(
        row: row * layer.window, column: column * layer.window, side: side * layer.window),
      window: layer.window, name: "\(name), map \(map)",
      gradient: Plane(gradients, 0, map).patch(row: row, column: column, side: side),
      maximumWidth: maximumWidth)
  }

  /// For each window, the index of the input that wins it, the first of equals.
  public var winners: [Int] {
    gradient.values.indices.map { unit in
      let (row, column) = (unit / gradient.width * window, unit % gradient.width * window)
      let place = input.patch(row: row, column: column, side: window).place
      return (row + place.row) * input.width + column + place.column
    }
  }

  public var pooled: Plane {
    Plane(
      width: gradient.width, height: gradient.height, values: winners.map { input.values[$0] })
  }

  /// How the loss changes with each input.
  public var inputGradient: Plane {
    var values = [Float](repeating: 0, count: input.values.count)
    for (winner, gradient) in zip(winners, gradient.values) { values[winner] = gradient }
    return Plane(width: input.width, height: input.height, values: values)
  }

  public func drawing() -> Drawing {
    let block = Block.first(
      within: maximumWidth - 2 * Drawing.margin,
      [13, 12, 11, 10].map { size in { parts(size: size) } })
    return Drawing(title: title, block: block)
  }

  private func parts(size: Points) -> Block {
    let back = inputGradient
    let forward = LevelScale.activity([input])
    let backward = LevelScale.signed([gradient])
    let style = NumberStyle(for: [input], size: size, width: 34)
    let gradientStyle = NumberStyle(for: [gradient, back], size: size, width: style.cell.width)
    let unit = gradientStyle.unit.map { [$0] } ?? []
    let cellWidth = max(style.cell.width, gradientStyle.cell.width)
    let (numbers, gradients) = (style.wide(cellWidth), gradientStyle.wide(cellWidth))
    let marked = Set(winners)
    return .table(
      [
        [
          Block.numbers(input, on: forward, style: numbers, marked: marked)
            .windowed(side: window, cell: numbers.cell).captioned(above: [source]),
          .arrow(above: "the largest", below: "of each window"),
          Block.numbers(pooled, on: forward, style: numbers).captioned(above: [name]),
        ],
        [
          Block.numbers(back, on: backward, style: gradients, marked: marked)
            .windowed(side: window, cell: gradients.cell)
            .captioned(above: ["gradient for \(source)"] + unit),
          .arrow(above: "to the winners", below: "alone", pointsLeft: true),
          Block.numbers(gradient, on: backward, style: gradients)
            .captioned(above: ["gradient for \(name)"] + unit),
        ],
      ], gap: 16, lineGap: 20, alignments: [.start, .middle, .middle])
  }

  public var altText: String {
    let still = NumberText.grouped(input.values.count - winners.count)
    return AltText.joined(
      title,
      "Of \(NumberText.grouped(input.values.count)) numbers of \(source) the "
        + "\(NumberText.grouped(winners.count)) largest of their windows go on, from "
        + "\(AltText.number(pooled.values.min() ?? 0)) to "
        + "\(AltText.number(pooled.values.max() ?? 0))",
      "The gradient goes back to these alone; the other \(still) get none")
  }
}

extension NumberStyle {
  /// The style with squares of a given width.
  func wide(_ width: Points) -> NumberStyle {
    var style = self
    style.cell.width = width
    return style
  }
}

extension Block {
  /// Lines around each window of a table of numbers.
  fileprivate func windowed(side: Int, cell: Size) -> Block {
    Block(width: size.width, height: size.height) { corner, sheet in
      draw(at: corner, on: &sheet)
      let window = Size(width: cell.width * Double(side), height: cell.height * Double(side))
      for x in stride(from: 0, through: size.width + 1, by: window.width) {
        sheet.drawing.stroke(
          .line(
            from: Point(x: corner.x + x, y: corner.y),
            to: Point(x: corner.x + x, y: corner.y + size.height)), Stroke(.ink, width: 1.5))
      }
      for y in stride(from: 0, through: size.height + 1, by: window.height) {
        sheet.drawing.stroke(
          .line(
            from: Point(x: corner.x, y: corner.y + y),
            to: Point(x: corner.x + size.width, y: corner.y + y)), Stroke(.ink, width: 1.5))
      }
    }
  }
}
