/// A dot for each pair of numbers.
public struct Dots: Mark {
  public var series: [Series]
  public var label: String?
  public var accent: Int?
  public var radius: Points
  /// What stands at each pair; the shape that goes with the accent if `nil`.
  public var shape: MarkShape?

  /// - Parameters:
  ///   - x: as many numbers as `y`.
  ///   - names: what each pair is, or none; drawn beside the dots as far as there is room.
  ///   - label: the name in the legend.
  public init<X: Plottable, Y: Plottable>(
    x: [X], y: [Y], names: [String] = [], label: String? = nil, accent: Int? = nil,
    radius: Points = 3.5, shape: MarkShape? = nil
  ) {
    series = [Series(name: label, x: x.coordinates, y: y.coordinates, pointNames: names)]
    self.label = label
    self.accent = accent
    self.radius = radius
    self.shape = shape
  }

  public func legend(firstAccent: Int) -> [LegendEntry] {
    label.map {
      let symbol = LegendEntry.Symbol.dot(
        radius: radius, shape: shape ?? MarkShape(accent: firstAccent))
      return [LegendEntry($0, symbol, .accent(firstAccent))]
    } ?? []
  }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    let shape = shape ?? MarkShape(accent: firstAccent)
    // Of dots that nearly cover each other only the first is drawn: millions stay affordable.
    let spacing = max(radius / 3, 0.5)
    var taken = Set<Point>()
    var dots: [Path] = []
    for series in series {
      for (x, y) in zip(series.x, series.y) {
        guard let point = frame.point(x, y) else { continue }
        let cell = Point(
          x: (point.x / spacing).rounded(.down), y: (point.y / spacing).rounded(.down))
        guard taken.insert(cell).inserted else { continue }
        dots.append(shape.path(center: point, radius: radius))
      }
    }
    if dots.count > Self.mostOutlined {
      drawing.fill(Path(dots.flatMap(\.elements)), .accent(firstAccent))
    } else {
      for dot in dots {
        drawing.fill(dot, .accent(firstAccent), stroke: Stroke(.paper, width: 0.75))
      }
    }
  }

  /// More dots than these are a cloud, drawn at once and without the lines that part them.
  private static let mostOutlined = 1_000

  public func drawLabels(around frame: PlotFrame, onto drawing: inout Drawing) {
    for series in series where !series.pointNames.isEmpty {
      let points = zip(series.x, series.y).map(frame.point)
      let names = DotNames(points, names: series.pointNames, radius: radius, area: frame.area)
      for text in names.texts { drawing.write(text) }
    }
  }
}
