/// Marks in a frame with two axes.
///
/// ```swift
/// let plot = Plot(
///   title: "Loss of each batch", x: Axis("batch"), y: Axis("loss"),
///   marks: [SmoothedLine(x: steps, y: losses)])
/// ```
public struct Plot: Figure {
  public var title: String
  public var x: Axis
  public var y: Axis
  /// From back to front.
  public var marks: [any Mark]
  public var width: Points
  public var height: Points

  /// - Parameters:
  ///   - width: at least 240; 720 is the width of a page.
  ///   - height: at least 160; title and legend may make the plot higher.
  public init(
    title: String, x: Axis, y: Axis, marks: [any Mark], width: Points = 720, height: Points = 380
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
    self.width = max(width, 240)
    self.height = max(height, 160)
  }

  public func drawing() -> Drawing {
    PlotLayout(self).drawing()
  }

  /// The marks with the accents they are drawn in.
  var accented: [(mark: any Mark, firstAccent: Int)] {
    var next = 1
    return marks.map { mark in
      if let accent = mark.accent { return (mark, accent) }
      defer { next += mark.accentCount }
      return (mark, next)
    }
  }

  var categories: [String]? { marks.lazy.compactMap(\.categories).first }

  /// The least and the greatest number that an axis must show.
  func bounds(_ axis: Axis, _ numbers: (Series) -> [Double]) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for series in marks.flatMap(\.series) {
      for number in numbers(series) where axis.canShow(number) {
        low = min(low, number)
        high = max(high, number)
      }
    }
    return low <= high ? low...high : nil
  }
}
