/// A noisy line, drawn faintly, and its running mean.
///
/// The mean forgets exponentially, and is corrected for having begun at nothing:
/// `m_t = b m_(t-1) + (1 - b) y_t`, shown as `m_t / (1 - b^t)`. Numbers that are not finite are
/// left out of it.
///
/// - Source: Kingma and Ba (2015), section 3, for the correction.
public struct SmoothedLine: Mark {
  public var series: [Series]
  /// The name of the mean in the legend.
  public var label: String
  /// The name of the noisy line in the legend.
  public var rawLabel: String
  public var accent: Int?

  /// - Parameter halfLife: after how many points the weight of a number has halved; 1/200 of the
  ///   points if `nil`, but at least three.
  public init<X: Plottable, Y: Plottable>(
    x: [X], y: [Y], halfLife: Double? = nil, label: String = "running mean",
    rawLabel: String = "raw", accent: Int? = nil
  ) {
    let (x, y) = (x.coordinates, y.coordinates)
    let mean = Self.runningMean(y, halfLife: halfLife ?? max(3, Double(y.count) / 200))
    series = [Series(name: rawLabel, x: x, y: y), Series(name: label, x: x, y: mean)]
    self.label = label
    self.rawLabel = rawLabel
    self.accent = accent
  }

  /// The running mean at each number.
  ///
  /// - Parameter halfLife: in numbers, positive.
  public static func runningMean(_ values: [Double], halfLife: Double) -> [Double] {
    let decay = power(0.5, 1 / halfLife)
    var (sum, weight) = (0.0, 0.0)
    return values.map { value in
      guard value.isFinite else { return .nan }
      sum = decay * sum + (1 - decay) * value
      weight = decay * weight + (1 - decay)
      return sum / weight
    }
  }

  /// The mean: what the noisy line does on the whole.
  public var describedSeries: [Series] { Array(series.suffix(1)) }

  public func legend(firstAccent: Int) -> [LegendEntry] {
    [
      LegendEntry(rawLabel, .line(width: 1.5, dash: []), faint(firstAccent)),
      LegendEntry(
        label, .line(width: 2.5, dash: Stroke.dash(accent: firstAccent)), .accent(firstAccent)),
    ]
  }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    let mean = Stroke(
      .accent(firstAccent), width: 2.5, dash: Stroke.dash(accent: firstAccent))
    drawing.drawLine(series[0], in: frame, Stroke(faint(firstAccent), width: 1), dots: nil)
    drawing.drawLine(series[1], in: frame, mean, dots: nil)
  }

  private func faint(_ accent: Int) -> Color { .tint(.accent(accent), 0.45) }
}
