/// A bar for each category, or a group of bars, one for each series.
public struct Bars: Mark {
  public var series: [Series]
  public var categories: [String]?
  public var accent: Int?
  /// Whether each bar carries its number.
  public var showsValues: Bool

  /// - Parameters:
  ///   - categories: the names beneath the bars.
  ///   - values: as many numbers as there are categories.
  ///   - label: the name in the legend.
  public init<Value: Plottable>(
    _ categories: [String], _ values: [Value], label: String? = nil, accent: Int? = nil,
    showsValues: Bool = false
  ) {
    self.init(
      categories, groups: [(label, values)], accent: accent, showsValues: showsValues)
  }

  /// - Parameter groups: names for the legend and as many numbers as there are categories.
  public init<Value: Plottable>(
    _ categories: [String], groups: [(label: String?, values: [Value])], accent: Int? = nil,
    showsValues: Bool = false
  ) {
    let positions = categories.indices.map(Double.init)
    series = groups.map { Series(name: $0.label, x: positions, y: $0.values.coordinates) }
    self.categories = categories
    self.accent = accent
    self.showsValues = showsValues
  }

  public var accentCount: Int { series.count }

  public func legend(firstAccent: Int) -> [LegendEntry] {
    series.enumerated().compactMap { index, series in
      let (color, outline) = colors(ofSeries: index, accent: firstAccent + index)
      return series.name.map { LegendEntry($0, .square(outline: outline), color) }
    }
  }

  /// Bars of a group differ in lightness too: those after the first are pale, with an outline.
  private func colors(ofSeries index: Int, accent: Int) -> (color: Color, outline: Color?) {
    let share = [1, 0.5, 0.15, 0.75][index % 4]
    return share == 1
      ? (.accent(accent), nil) : (.tint(.accent(accent), share), .accent(accent))
  }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    for (index, series) in series.enumerated() {
      let (color, outline) = colors(ofSeries: index, accent: firstAccent + index)
      for bar in bars(of: series, number: index, in: frame) {
        let isOutlined = outline != nil && bar.rectangle.width > 4 && bar.rectangle.height > 2
        drawing.fill(
          .rectangle(isOutlined ? bar.rectangle.inset(by: 0.75) : bar.rectangle),
          isOutlined ? color : outline ?? color,
          stroke: isOutlined ? outline.map { Stroke($0, width: 1.5) } : nil)
      }
    }
  }

  public func drawLabels(around frame: PlotFrame, onto drawing: inout Drawing) {
    guard showsValues else { return }
    for (index, series) in series.enumerated() {
      let bars = bars(of: series, number: index, in: frame)
      let texts = bars.map { bar in
        Text(
          NumberText.significant(bar.value, digits: 3),
          // Above the bar; for a negative number that is on the other side of zero.
          at: Point(x: bar.rectangle.midX, y: bar.rectangle.y - 4),
          size: TypeSize.small, color: .ink, anchor: .middle)
      }
      // Numbers wider than their bars would run into each other.
      guard zip(texts, bars).allSatisfy({ $0.width <= $1.slot }) else { continue }
      for text in texts {
        // Paper behind a number keeps grid lines out of it.
        drawing.fill(.rectangle(text.bounds), .paper)
        drawing.write(text)
      }
    }
  }

  public var heightAboveFrame: Points { showsValues ? 10 : 0 }

  private struct Bar {
    var value: Double
    var rectangle: Rectangle
    /// The width from this bar to the next of the category or its end.
    var slot: Points
  }

  private func bars(of series: Series, number: Int, in frame: PlotFrame) -> [Bar] {
    let base = frame.y.position(of: 0) ?? frame.area.maxY
    return zip(series.x, series.y).compactMap { x, y in
      guard let left = frame.x.position(of: x - 0.5), let right = frame.x.position(of: x + 0.5),
        let top = frame.y.position(of: y)
      else { return nil }
      let margin = (right - left) * 0.12
      let slot = (right - left - 2 * margin) / Double(self.series.count)
      let gap: Points = self.series.count > 1 && slot > 6 ? 1 : 0
      return Bar(
        value: y,
        rectangle: Rectangle(
          x: left + margin + slot * Double(number), y: min(top, base), width: slot - gap,
          height: abs(base - top)),
        slot: self.series.count > 1 ? slot : right - left - 4)
    }
  }
}
