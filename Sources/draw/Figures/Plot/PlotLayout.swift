/// Where the parts of a plot stand.
struct PlotLayout {
  private static let tickLength: Points = 5
  private static let titleGap: Points = 6

  private let plot: Plot
  private let titleLines: [String]
  private let legend: Legend
  private let yTitleLines: [String]
  private let frame: PlotFrame
  private let height: Points
  private let xTicks: [Tick]
  private let yTicks: [Tick]

  init(_ plot: Plot) {
    self.plot = plot
    let inner = plot.width - 2 * Drawing.margin
    titleLines = TextFitting.lines(
      plot.title, width: inner, size: TypeSize.title, weight: .bold)
    let entries = plot.accented.flatMap { $0.mark.legend(firstAccent: $0.firstAccent) }
    legend = Legend(entries.count > 1 ? entries : [], width: inner)
    yTitleLines =
      plot.y.title.isEmpty
      ? []
      : TextFitting.lines(
        "\u{2191} " + plot.y.title, width: inner, size: TypeSize.small)

    let above = plot.marks.map(\.heightAboveFrame).max() ?? 0
    let top =
      Drawing.margin + Self.textHeight(titleLines, TypeSize.title)
      + (titleLines.isEmpty ? 0 : Self.titleGap) + legend.height + (legend.height > 0 ? 6 : 0)
      + Self.textHeight(yTitleLines, TypeSize.small) + 8 + above
    let bottom =
      Self.tickLength + 4 + TypeSize.small
      + (plot.x.title.isEmpty ? 0 : TypeSize.small * FontMetrics.lineSpacing + 4) + Drawing.margin
    let areaHeight = max(plot.height - top - bottom, 90).rounded()
    height = (top + areaHeight + bottom).rounded(.up)

    let y = Self.yAxis(plot, height: areaHeight)
    yTicks = y.ticks
    let labelWidth =
      y.ticks.map { FontMetrics.width(of: $0.label, size: TypeSize.small) }.max() ?? 0
    let left = (Drawing.margin + labelWidth + 8).rounded(.up)
    let area = Rectangle(
      x: left, y: top.rounded(), width: plot.width - left - Drawing.margin - 8, height: areaHeight)
    let xAxis = Self.xAxis(plot, width: area.width)
    xTicks = xAxis.ticks
    frame = PlotFrame(
      area: area,
      x: AxisScale(kind: plot.x.kind, domain: xAxis.domain, start: area.x, end: area.maxX),
      y: AxisScale(kind: plot.y.kind, domain: y.domain, start: area.maxY, end: area.y))
  }

  private static func textHeight(_ lines: [String], _ size: Points) -> Points {
    Double(lines.count) * size * FontMetrics.lineSpacing
  }

  private static func yAxis(_ plot: Plot, height: Points)
    -> (domain: ClosedRange<Double>, ticks: [Tick])
  {
    var bounds = plot.bounds(plot.y, \.y)
    if plot.categories != nil, plot.y.kind == .linear {
      // A bar's length is its message: it begins at zero.
      bounds = bounds.map { min($0.lowerBound, 0)...max($0.upperBound, 0) } ?? 0...1
    }
    let domain = plot.y.domain(showing: bounds)
    let count = max(2, Int(height / 36) + 1)
    if plot.y.kind == .logarithmic { return (domain, Ticks.logarithmic(domain, count: count)) }
    if plot.y.range == nil {
      let ticks = Ticks.around(domain, count: count, isWhole: plot.y.isWhole)
      if let first = ticks.first, let last = ticks.last, first.value < last.value {
        return (first.value...last.value, ticks)
      }
    }
    return (domain, Ticks.linear(domain, count: count, isWhole: plot.y.isWhole))
  }

  private static func xAxis(_ plot: Plot, width: Points)
    -> (domain: ClosedRange<Double>, ticks: [Tick])
  {
    if let categories = plot.categories {
      let ticks = categories.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }
      let domain = -0.5...(Double(max(categories.count, 1)) - 0.5)
      return (domain, fitted(ticks, slot: width / Double(max(categories.count, 1))))
    }
    let bounds = plot.bounds(plot.x, \.x)
    var domain = plot.x.domain(showing: bounds)
    var ends: ClosedRange<Double>?
    if plot.x.isWhole, plot.x.kind == .linear, plot.x.range == nil, let bounds {
      // Epochs are counted: the first and the last are named, and none stands on the edge.
      ends = bounds
      domain = (bounds.lowerBound - 0.5)...(bounds.upperBound + 0.5)
    }
    func ticks(_ count: Int) -> [Tick] {
      if let ends { return Ticks.whole(ends, count: count) }
      return plot.x.kind == .linear
        ? Ticks.linear(domain, count: count, isWhole: plot.x.isWhole)
        : Ticks.logarithmic(domain, count: count)
    }
    // As many ticks as there is room for their labels; a single one tells no distance.
    let counts = stride(from: max(6, Int(width / 70)), through: 2, by: -1)
    let fitting = counts.map(ticks).filter { ticks in
      let widest = ticks.map { FontMetrics.width(of: $0.label, size: TypeSize.small) }.max() ?? 0
      return Double(ticks.count) * (widest + 16) <= width
    }
    return (domain, fitting.first { $0.count > 1 } ?? fitting.first ?? [])
  }

  /// Names no wider than their categories; too many of them are thinned out.
  private static func fitted(_ ticks: [Tick], slot: Points) -> [Tick] {
    let widest = ticks.map { FontMetrics.width(of: $0.label, size: TypeSize.small) }.max() ?? 0
    if widest + 6 <= slot { return ticks }
    let wanted = min(widest, 64) + 6
    let step = max(1, Int((wanted / slot).rounded(.up)))
    return stride(from: 0, to: ticks.count, by: step).map { index in
      var tick = ticks[index]
      tick.label = TextFitting.shortened(
        tick.label, to: slot * Double(step) - 6, size: TypeSize.small)
      return tick
    }
  }

  func drawing() -> Drawing {
    var drawing = Drawing(title: plot.title, size: Size(width: plot.width, height: height))
    var y = Drawing.margin
    y += drawing.writeLines(
      titleLines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.title, weight: .bold),
      from: y
    )
    if !titleLines.isEmpty { y += Self.titleGap }
    legend.draw(at: Point(x: Drawing.margin, y: y), onto: &drawing)
    y += legend.height + (legend.height > 0 ? 6 : 0)
    drawing.writeLines(
      yTitleLines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.small, color: .muted),
      from: y
    )
    drawAxes(onto: &drawing)
    drawing.clip(to: frame.area.inset(by: -5)) { inner in
      for (mark, accent) in plot.accented {
        mark.draw(in: frame, firstAccent: accent, onto: &inner)
      }
    }
    drawBaseline(onto: &drawing)
    for mark in plot.marks { mark.drawLabels(around: frame, onto: &drawing) }
    if plot.bounds(plot.y, \.y) == nil { drawEmptyNote(onto: &drawing) }
    return drawing
  }

  private func drawAxes(onto drawing: inout Drawing) {
    let area = frame.area
    for tick in yTicks {
      guard let y = frame.y.position(of: tick.value) else { continue }
      drawing.stroke(
        .line(from: Point(x: area.x, y: y.onPixel), to: Point(x: area.maxX, y: y.onPixel)),
        Stroke(.grid))
      drawing.write(
        Text(
          tick.label,
          at: Point(
            x: area.x - 8,
            y: FontMetrics.baseline(centeredAt: y.onPixel, size: TypeSize.small)),
          size: TypeSize.small, color: .muted, anchor: .end))
    }
    let labelTop = area.maxY + Self.tickLength + 4
    for tick in xTicks {
      guard let x = frame.x.position(of: tick.value) else { continue }
      if plot.categories == nil {
        drawing.stroke(
          .line(
            from: Point(x: x.onPixel, y: area.maxY.onPixel),
            to: Point(x: x.onPixel, y: area.maxY.onPixel + Self.tickLength)), Stroke(.muted))
      }
      let width = FontMetrics.width(of: tick.label, size: TypeSize.small)
      drawing.write(
        Text(
          tick.label,
          at: Point(
            x: max(
              Drawing.margin + width / 2, min(x, plot.width - Drawing.margin - width / 2)),
            y: labelTop + TypeSize.small * 0.8),
          size: TypeSize.small, color: .muted, anchor: .middle))
    }
    guard !plot.x.title.isEmpty else { return }
    let title = TextFitting.shortened(
      plot.x.title + " \u{2192}", to: area.maxX - Drawing.margin, size: TypeSize.small)
    drawing.write(
      Text(
        title, at: Point(x: area.maxX, y: height - Drawing.margin - TypeSize.small * 0.1),
        size: TypeSize.small, color: .muted, anchor: .end))
  }

  /// The line of the x axis, or of zero where data lie on both sides of it.
  private func drawBaseline(onto drawing: inout Drawing) {
    let area = frame.area
    let crossesZero =
      plot.y.kind == .linear && frame.y.domain.lowerBound < 0 && frame.y.domain.upperBound > 0
    let y = (crossesZero ? frame.y.position(of: 0) : nil) ?? area.maxY
    drawing.stroke(
      .line(from: Point(x: area.x, y: y.onPixel), to: Point(x: area.maxX, y: y.onPixel)),
      Stroke(.muted))
  }

  private func drawEmptyNote(onto drawing: inout Drawing) {
    drawing.write(
      Text(
        plot.y.kind == .logarithmic ? "no positive data" : "no data",
        at: Point(x: frame.area.midX, y: frame.area.midY), color: .muted, anchor: .middle))
  }
}
