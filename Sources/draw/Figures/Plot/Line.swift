/// A line from point to point; it breaks where a number cannot be drawn.
public struct Line: Mark {
  public var series: [Series]
  public var label: String?
  public var accent: Int?
  public var width: Points
  /// The lengths of dashes and gaps in turn, empty for an unbroken line; those of the accent if
  /// `nil`.
  public var dash: [Points]?

  /// - Parameters:
  ///   - x: as many numbers as `y`.
  ///   - label: the name in the legend.
  public init<X: Plottable, Y: Plottable>(
    x: [X], y: [Y], label: String? = nil, accent: Int? = nil, width: Points = 2,
    dash: [Points]? = nil
  ) {
    series = [Series(name: label, x: x.coordinates, y: y.coordinates)]
    self.label = label
    self.accent = accent
    self.width = width
    self.dash = dash
  }

  public func legend(firstAccent: Int) -> [LegendEntry] {
    let dash = dash ?? Stroke.dash(accent: firstAccent)
    return label.map { [LegendEntry($0, .line(width: width, dash: dash), .accent(firstAccent))] }
      ?? []
  }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    let dash = dash ?? Stroke.dash(accent: firstAccent)
    for series in series {
      drawing.drawLine(
        series, in: frame, Stroke(.accent(firstAccent), width: width, dash: dash),
        dots: series.x.count <= 30 ? MarkShape(accent: firstAccent) : nil)
    }
  }
}

extension Drawing {
  /// Draws the runs of points between numbers that cannot be drawn; a lone point becomes a dot.
  ///
  /// - Parameter dots: what stands at each point.
  mutating func drawLine(
    _ series: Series, in frame: PlotFrame, _ stroke: Stroke, dots: MarkShape?
  ) {
    for run in frame.runs(of: series) {
      if run.count > 1 { self.stroke(Path(through: decimated(run)), stroke) }
      if let dots {
        for point in run {
          fill(
            dots.path(center: point, radius: 3.5), stroke.color, stroke: Stroke(.paper, width: 1))
        }
      } else if run.count == 1 {
        fill(.circle(center: run[0], radius: max(1.5, stroke.width)), stroke.color)
      }
    }
  }
}

extension PlotFrame {
  /// The places of a series' numbers, parted where a number has none.
  func runs(of series: Series) -> [[Point]] {
    var runs: [[Point]] = []
    var run: [Point] = []
    for (x, y) in zip(series.x, series.y) {
      if let point = point(x, y) {
        run.append(point)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    return run.isEmpty ? runs : runs + [run]
  }
}
