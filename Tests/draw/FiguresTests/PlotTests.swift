import Figures
import Foundation
import Testing

@Suite("Plot")
struct PlotTests {
  @Test("The alt text tells axes, trends and gaps, then extremes")
  func altText() {
    let plot = Plot(
      title: "Error by pass", x: Axis("pass"), y: Axis("error", unit: "%"),
      marks: [
        Line(x: [1, 2, 3, 4], y: [2.64, 1.47, .nan, 0.95], label: "test"),
        Line(x: [1], y: [4.88], label: "training"),
      ])
    #expect(
      plot.altText == "Error by pass. Plot of error (%) by pass. "
        + "test falls from 2.64 at 1 to 0.950 at 4. training: one point, 4.88 at 1. "
        + "test: 1 cannot be drawn, a gap. test: 3 points, lowest 0.950 at 4, highest 2.64 at 1.")
  }

  @Test("The alt text of bars lists them")
  func barAltText() {
    let plot = Plot(
      title: "", x: Axis("digit"), y: Axis("images"),
      marks: [Bars(["zero", "one"], [5923, 6742])])
    #expect(plot.altText == "Bar chart of images by digit. images: zero 5,923, one 6,742.")
  }

  @Test("The table has a row for each place and leaves gaps empty")
  func dataTable() throws {
    let plot = Plot(
      title: "", x: Axis("epoch"), y: Axis("loss"),
      marks: [Line(x: [1, 2], y: [0.5, 0.25]), Line(x: [2, 3.5], y: [1, 2], label: "other")])
    let table = try #require(plot.dataTable)
    #expect(table.columns.map(\.title) == ["epoch", "loss", "other"])
    #expect(table.columns.map(\.isNumeric) == [true, true, true])
    #expect(table.rows == [["1", "0.5000", ""], ["2", "0.2500", "1"], ["3.5", "", "2"]])
  }

  @Test("More rows than one can read are no table", arguments: [(60, true), (61, false)])
  func largeTable(count: Int, hasTable: Bool) {
    let numbers = Array(1...count)
    let plot = Plot(
      title: "", x: Axis("x"), y: Axis("y"), marks: [Line(x: numbers, y: numbers)])
    #expect((plot.dataTable != nil) == hasTable)
  }

  static let awkward: [(name: String, plot: Plot)] = {
    func plot(_ title: String, _ marks: [any Mark], y: Axis = Axis("y"), width: Double = 720)
      -> Plot
    {
      Plot(title: title, x: Axis("x", unit: "s"), y: y, marks: marks, width: width)
    }
    let long = "A title so long that it has to be broken, since no page is as wide as this title is"
    let names = (0..<40).map { "category number \($0)" }
    return [
      ("no marks", plot("", [])),
      ("no data", plot("", [Line(x: [Double](), y: [Double]())])),
      (
        "no positive data",
        plot("", [Line(x: [1, 2], y: [0, -1])], y: Axis("y", kind: .logarithmic))
      ),
      ("only nan", plot("", [Dots(x: [Double.nan], y: [Double.nan])])),
      ("one point", plot("", [Line(x: [3], y: [0.5])])),
      ("constant", plot("", [Line(x: [1, 1, 1], y: [7, 7, 7])])),
      ("huge", plot("", [Line(x: [-1e300, 1e300], y: [-1e300, 1e300])])),
      ("infinite", plot("", [Line(x: [1, 2, 3], y: [1, Double.infinity, -.infinity])])),
      ("tiny steps", plot("", [Line(x: [1e9, 1e9 + 1], y: [1, 1 + 1e-12])])),
      ("negative", plot("", [Bars(["a", "b"], [-3, -5], showsValues: true)])),
      ("no bars", plot("", [Bars([], [Double]())])),
      ("long names", plot(long, [Bars(names, names.indices.map { $0 })], width: 300)),
      ("wide labels", plot(long, [Line(x: [1e-9, 3e-9], y: [1e-9, 2e-9])], width: 240)),
      (
        "many epochs",
        plot(
          "",
          [
            Rules(x: Array(1...1000), labels: (1...1000).map(String.init), heading: "epoch"),
            Line(x: Array(1...1000), y: Array(1...1000)),
          ], width: 360)
      ),
      (
        "crowded legend",
        plot(
          long, (1...12).map { Line(x: [0, 1], y: [0, $0], label: "series number \($0)") },
          width: 320)
      ),
      (
        "steep decades",
        plot("", [Line(x: [1, 2], y: [1e-200, 1e200])], y: Axis("y", kind: .logarithmic))
      ),
    ]
  }()

  @Test("Awkward data give a drawing without overlaps", arguments: awkward.indices)
  func awkwardLayout(index: Int) {
    let (name, plot) = Self.awkward[index]
    let drawing = plot.drawing()
    #expect(drawing.layoutProblems == [], "\(name)")
    #expect(!drawing.description.contains("nan") && !drawing.description.contains("inf"), "\(name)")
    #expect(!plot.altText.isEmpty)
  }

  @Test("An empty plot says so")
  func emptyNote() {
    let texts = Plot(title: "", x: Axis("x"), y: Axis("y"), marks: []).drawing().texts
    #expect(texts.contains { $0.string == "no data" })
  }

  @Test("A million points keep their peaks and give a small drawing, the same each time")
  func decimation() throws {
    let count = 1_000_000
    var values = (0..<count).map { Double($0 % 7) / 7 }
    values[765_432] = 50
    values[123_456] = -50
    let plot = Plot(
      title: "", x: Axis("x"), y: Axis("y", range: -50...50),
      marks: [Line(x: Array(0..<count), y: values)])
    let points = try #require(longestLine(in: plot.drawing()))
    #expect(points.count < 6_000)
    let frame = try #require(frameHeights(of: plot))
    #expect(abs((points.map(\.y).min() ?? 0) - frame.top) < 0.01)
    #expect(abs((points.map(\.y).max() ?? 0) - frame.bottom) < 0.01)
    #expect(plot.drawing() == plot.drawing())
  }

  @Test("A long smooth line, which turns back at times, is drawn through few of its points")
  func straightening() throws {
    func line(_ numbers: Range<Int>) throws -> [Point] {
      let plot = Plot(
        title: "", x: Axis("x", range: -1...1), y: Axis("y", range: -1...1),
        marks: [
          Line(
            x: numbers.map { abs(Double($0 % 800 - 400)) / 200 - 1 },
            y: numbers.map { sin(Double($0) / 150) })
        ])
      return try #require(longestLine(in: plot.drawing()))
    }
    // Shorter lines keep all of their points.
    let all = try (0..<8).flatMap { try line(500 * $0..<500 * ($0 + 1)) }
    let kept = try line(0..<4_000)
    #expect(all.count == 4_000)
    #expect(kept.count < 1_000)
    for point in all {
      let distances = zip(kept, kept.dropFirst()).map { distance(from: point, to: $0) }
      #expect(distances.contains { $0 < 0.051 })
    }
  }

  /// The distance to the straight line between two points.
  private func distance(from point: Point, to ends: (Point, Point)) -> Double {
    let (dx, dy) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
    let (x, y) = (point.x - ends.0.x, point.y - ends.0.y)
    let share = min(max((x * dx + y * dy) / (dx * dx + dy * dy), 0), 1)
    return hypot(x - share * dx, y - share * dy)
  }

  /// The points of the drawing's longest path.
  private func longestLine(in drawing: Drawing) -> [Point]? {
    let paths = drawing.commands.flatMap { command -> [Path] in
      guard case .clip(_, let inner) = command else { return [] }
      return inner.compactMap { if case .path(let path, _, _) = $0 { path } else { nil } }
    }
    return paths.max { $0.elements.count < $1.elements.count }?.elements.compactMap { element in
      switch element {
      case .move(let point), .line(let point): point
      case .curve, .close: nil
      }
    }
  }

  /// Where the clip that surrounds the frame by 5 points begins and ends.
  private func frameHeights(of plot: Plot) -> (top: Double, bottom: Double)? {
    for case .clip(let box, _) in plot.drawing().commands { return (box.y + 5, box.maxY - 5) }
    return nil
  }

  @Test("Lines break at numbers that cannot be drawn; lone points are dots")
  func gaps() {
    let values = (0..<100).map { $0 == 50 || $0 == 52 ? Double.nan : 1 }
    let plot = Plot(
      title: "", x: Axis("x"), y: Axis("y"), marks: [Line(x: Array(0..<100), y: values)])
    let text = plot.drawing().description
    let lines = text.split(separator: "\n").filter { $0.contains("path stroke=accent1") }
    let dots = text.split(separator: "\n").filter { $0.contains("path fill=accent1") }
    #expect(lines.count == 2)
    #expect(dots.count == 1)
  }

  @Test("The running mean begins at the first number and skips what is not finite")
  func runningMean() {
    let mean = SmoothedLine.runningMean([4, 8, .nan, 8], halfLife: 1)
    #expect(mean[0] == 4)
    #expect(abs(mean[1] - (0.25 * 4 + 0.5 * 8) / 0.75) < 1e-12)
    #expect(mean[2].isNaN)
    #expect(abs(mean[3] - (0.125 * 4 + 0.25 * 8 + 0.5 * 8) / 0.875) < 1e-12)
  }

  @Test("Series of different length are a mistake of the caller")
  func unequalLengths() async {
    await #expect(processExitsWith: .failure) { _ = Line(x: [1, 2], y: [1]) }
  }
}
