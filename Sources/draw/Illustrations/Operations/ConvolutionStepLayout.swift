import Figures

/// Where the parts of a ``ConvolutionStep`` stand.
struct ConvolutionStepLayout {
  /// More maps than these would make the figure longer than a page.
  private static let mostRows = 8

  private let step: ConvolutionStep
  private let inputs: LevelScale
  private let kernels: LevelScale
  private let products: LevelScale
  private let outputs: LevelScale

  init(_ step: ConvolutionStep) {
    self.step = step
    inputs = .activity(step.sources.map(\.plane))
    kernels = .signed(step.sources.map(\.kernel))
    products = .signed(step.sources.map(step.products))
    outputs = .activity([step.output])
  }

  func drawing() -> Drawing {
    let width = step.maximumWidth - 2 * Drawing.margin
    let block = step.sources.count == 1 ? single(width: width) : several(width: width)
    return Drawing(title: step.title, block: block) { drawing, places in
      connect(places, onto: &drawing)
    }
  }

  private var terms: [(name: String, value: Float)] {
    let count = step.sources.reduce(0) { $0 + $1.kernel.values.count }
    return [
      ("sum of \(NumberText.grouped(count)) products", step.sums.reduce(0, +)),
      ("+ bias", step.bias),
    ]
      + (step.squash.isEmpty
        ? [("= output", step.activation)]
        : [("= a", step.activation), (step.squash + " (a)", step.result)])
  }

  /// The numbers themselves: window times kernel, products, sum.
  private func single(width: Points) -> Block {
    let source = step.sources[0]
    let (patch, product) = (step.patch(of: source), step.products(of: source))
    return .first(
      within: width,
      [12, 11, 10].map { size in { numbers(source, patch, product, size: size) } }
        + [{ several(width: width) }])
  }

  private func numbers(
    _ source: ConvolutionStep.Source, _ patch: Plane, _ product: Plane, size: Points
  ) -> Block {
    let style = NumberStyle(for: [patch, source.kernel, product], size: size)
    let side = source.kernel.width
    let above: Block = .row(
      [
        picture(source, side: 132).captioned(above: [source.name]),
        .space(width: 22),
        Block.numbers(patch, on: inputs, style: style).named("patch")
          .captioned(above: ["the window, \(side)\u{D7}\(side)"]),
        Block.sign("\u{D7}").set(inHeight: style.cell.height * Double(side)),
        Block.numbers(source.kernel, on: kernels, style: style).captioned(above: ["the kernel"]),
      ], alignment: .end)
    let below: Block = .table(
      [
        [
          .space(), .text("the products"), .space(), .space(), .space(),
          .name(step.name, width: 130),
        ],
        [
          .sign("="), Block.numbers(product, on: products, style: style), .arrow(length: 22),
          .equation(terms), .arrow(length: 22), output(side: 112),
        ],
      ], gap: 8, lineGap: 4, alignments: Array(repeating: .middle, count: 6))
    return .column([above, below], gap: 20)
  }

  /// A row for each map, in colours.
  private func several(width: Points) -> Block {
    let shown = Array(step.sources.prefix(Self.mostRows))
    let sums = step.sums
    func side(_ plane: Plane, _ length: Points) -> Points {
      max(1, (length / Double(max(plane.width, plane.height))).rounded())
    }
    var rows: [[Block]] = [
      ["", step.sources.count > 1 ? "map" : "", "window", "", "kernel", "", "products", "", "sum"]
        .map { .text($0, color: .muted) }
    ]
    rows += zip(shown, sums).map { source, sum in
      let (patch, product) = (step.patch(of: source), step.products(of: source))
      return [
        .name(source.name, width: 96), picture(source, side: 62),
        .picture(patch, on: inputs, sample: side(patch, 60)), .sign("\u{D7}"),
        .picture(source.kernel, on: kernels, sample: side(patch, 60)), .sign("="),
        .picture(product, on: products, sample: side(patch, 60)), .arrow(length: 18),
        .text(NumberStyle(for: [Plane(width: 1, height: 1, values: [sum])]).texts(of: [sum])[0]),
      ]
    }
    let rest = step.sources.count - shown.count
    var blocks: [Block] = [
      .table(rows, gap: 7, lineGap: 7, alignments: Array(repeating: .middle, count: 8) + [.end])
    ]
    if rest > 0 {
      let sum = sums.dropFirst(shown.count).reduce(0, +)
      blocks.append(
        .text(
          "and \(rest) more maps, together \(AltText.number(sum))", color: .muted))
    }
    let result: Block = .column(
      [.equation(terms), output(side: 112).captioned(above: [step.name])], gap: 14,
      alignment: .middle)
    return .first(
      within: width,
      [
        { .row([.column(blocks), .space(width: 4), result]) },
        { .column(blocks + [result], gap: 16) },
      ])
  }

  private func picture(_ source: ConvolutionStep.Source, side: Points) -> Block {
    .framed(
      source.plane, on: inputs, side: side, name: "source",
      window: Block.Window(
        row: step.row, column: step.column, side: source.kernel.width))
  }

  private func output(side: Points) -> Block {
    .framed(
      step.output, on: outputs, side: side, name: "output",
      window: Block.Window(row: step.row, column: step.column))
  }

  /// From the window in the map to the same window enlarged.
  private func connect(_ places: [String: Rectangle], onto drawing: inout Drawing) {
    guard let patch = places["patch"], let window = places["source window"] else { return }
    let dash = Stroke(.accent(2), width: 1, dash: [3, 3])
    drawing.stroke(
      .line(
        from: Point(x: window.maxX, y: window.y), to: Point(x: patch.x - 2, y: patch.y)), dash)
    drawing.stroke(
      .line(
        from: Point(x: window.maxX, y: window.maxY), to: Point(x: patch.x - 2, y: patch.maxY)),
      dash)
  }
}

extension Block {
  /// A picture about as large as `side`, with one window; both report where they stand.
  static func framed(
    _ plane: Plane, on scale: LevelScale, side: Points, name: String, window: Window
  ) -> Block {
    let sample = max(1, (side / Double(max(plane.width, plane.height))).rounded(.down))
    let picture = Block.picture(plane, on: scale, sample: sample, windows: [window])
    return Block(width: picture.size.width, height: picture.size.height) { corner, sheet in
      picture.draw(at: corner, on: &sheet)
      sheet.places[name + " window"] = Rectangle(
        x: corner.x + Double(window.columns.lowerBound) * sample,
        y: corner.y + Double(window.rows.lowerBound) * sample,
        width: Double(window.columns.count) * sample, height: Double(window.rows.count) * sample)
    }
    .named(name)
  }
}
