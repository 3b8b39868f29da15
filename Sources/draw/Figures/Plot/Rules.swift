/// Upright lines at places of the x axis, such as the ends of epochs, named above the frame.
///
/// Where there are more than the width can show, every second, fifth, tenth ... is drawn.
public struct Rules: Mark {
  public var series: [Series] { [] }
  public var accentCount: Int { 0 }
  public var x: [Double]
  public var labels: [String]
  /// Stands before the first label, such as `epoch`.
  public var heading: String

  /// - Parameters:
  ///   - x: in ascending order.
  ///   - labels: as many as `x`.
  public init<X: Plottable>(x: [X], labels: [String], heading: String = "") {
    guard x.count == labels.count else {
      fatalError("Rules: \(x.count) places cannot have \(labels.count) labels")
    }
    self.x = x.coordinates
    self.labels = labels
    self.heading = heading
  }

  public var heightAboveFrame: Points { x.isEmpty ? 0 : 22 }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    for rule in visible(in: frame, spacing: 7) {
      drawing.stroke(
        .line(
          from: Point(x: rule.x, y: frame.area.y), to: Point(x: rule.x, y: frame.area.maxY)),
        Stroke(.grid))
    }
  }

  public func drawLabels(around frame: PlotFrame, onto drawing: inout Drawing) {
    let widest = labels.map { FontMetrics.width(of: $0, size: TypeSize.small) }.max() ?? 0
    let rules = visible(in: frame, spacing: widest + 10)
    guard let first = rules.first else { return }
    var lastEnd: Points = 0
    if !heading.isEmpty {
      // The heading ends before the first label, and may begin left of the frame.
      let width = FontMetrics.width(of: heading + " ", size: TypeSize.small)
      let firstWidth = FontMetrics.width(of: first.label, size: TypeSize.small)
      let end = max(first.x - firstWidth / 2, Drawing.margin + width)
      write(heading, at: end - width, anchor: .start, frame, onto: &drawing)
      lastEnd = end - 8
    }
    for rule in rules {
      let width = FontMetrics.width(of: rule.label, size: TypeSize.small)
      guard rule.x - width / 2 >= lastEnd + 8 else { continue }
      guard rule.x + width / 2 <= frame.area.maxX + 16 else { continue }
      write(rule.label, at: rule.x, anchor: .middle, frame, onto: &drawing)
      lastEnd = rule.x + width / 2
    }
  }

  private func write(
    _ string: String, at x: Points, anchor: Text.Anchor, _ frame: PlotFrame,
    onto drawing: inout Drawing
  ) {
    drawing.write(
      Text(
        string, at: Point(x: x, y: frame.area.y - 10), size: TypeSize.small, color: .muted,
        anchor: anchor))
  }

  /// The rules inside the frame, thinned until neighbours are `spacing` apart on average.
  private func visible(in frame: PlotFrame, spacing: Points) -> [(x: Points, label: String)] {
    let all = zip(x, labels).enumerated().compactMap { index, rule -> (Int, Points, String)? in
      guard let x = frame.x.position(of: rule.0),
        x >= frame.area.x - 0.5, x <= frame.area.maxX + 0.5
      else { return nil }
      return (index, x.onPixel, rule.1)
    }
    let most = max(1, Int(frame.area.width / spacing))
    let steps = (0...12).lazy.flatMap { power in
      [1, 2, 5].map { $0 * Int(NumberText.powerOfTen(power)) }
    }
    let step = steps.first { $0 * most >= all.count } ?? 1
    // Every fifth means the 5th, 10th ..., not the 1st, 6th.
    return all.filter { ($0.0 + 1) % step == 0 }.map { (x: $0.1, label: $0.2) }
  }
}
