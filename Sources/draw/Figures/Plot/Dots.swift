/// A dot for each pair of numbers.
public struct Dots: Mark {
  public var series: [Series]
  public var label: String?
  public var accent: Int?
  public var radius: Points

  /// - Parameters:
  ///   - x: as many numbers as `y`.
  ///   - label: the name in the legend.
  public init<X: Plottable, Y: Plottable>(
    x: [X], y: [Y], label: String? = nil, accent: Int? = nil, radius: Points = 3.5
  ) {
    series = [Series(name: label, x: x.coordinates, y: y.coordinates)]
    self.label = label
    self.accent = accent
    self.radius = radius
  }

  public func legend(firstAccent: Int) -> [LegendEntry] {
    label.map { [LegendEntry($0, .dot(radius: radius), .accent(firstAccent))] } ?? []
  }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    // Of dots that nearly cover each other only the first is drawn: millions stay affordable.
    let spacing = max(radius / 3, 0.5)
    var taken = Set<Point>()
    for series in series {
      for (x, y) in zip(series.x, series.y) {
        guard let point = frame.point(x, y) else { continue }
        let cell = Point(
          x: (point.x / spacing).rounded(.down), y: (point.y / spacing).rounded(.down))
        guard taken.insert(cell).inserted else { continue }
        drawing.fill(
          .circle(center: point, radius: radius), .accent(firstAccent),
          stroke: Stroke(.paper, width: 0.75))
      }
    }
  }
}
