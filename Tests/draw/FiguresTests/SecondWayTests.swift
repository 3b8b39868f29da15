import Figures
import Foundation
import Testing

/// What colour says is said a second time, for print in grey and for every kind of eye.
@Suite("Without colour")
struct SecondWayTests {
  @Test("In grey, what is negative is darker than what is as far above zero", arguments: [0, 1])
  func divergingInGray(theme: Int) {
    let theme = [Theme.light, .dark][theme]
    func lightness(_ level: Double) -> Double {
      cbrt(theme.resolve(.level(level, .diverging)).relativeLuminance)
    }
    for step in 4...20 {
      let distance = Double(step) / 40
      #expect(lightness(0.5 - distance) < lightness(0.5 + distance) - 0.03, "\(distance)")
    }
  }

  @Test("Negative samples carry a sign where there is room", arguments: [(10.0, 2), (4, 0)])
  func signs(side: Double, count: Int) {
    var drawing = Drawing(title: "", size: Size(width: 60, height: 20))
    let samples = SampleGrid(
      width: 4, height: 1, values: [-1, -0.3, -0.01, 1], range: -1...1)
    drawing.image(
      samples, scale: .diverging, frame: Rectangle(x: 0, y: 0, width: 4 * side, height: side))
    let signs = drawing.commands.compactMap { command -> String? in
      if case .path(let path, let fill?, nil) = command {
        return "\(fill) \(path.elements.count / 5)"
      }
      return nil
    }
    #expect(signs == (count == 0 ? [] : ["diverging(0.5) 1", "diverging(0) 1"]))
  }

  @Test("Lines, dots and bars of a plot differ by more than colour")
  func series() {
    let lines = Plot(
      title: "", x: Axis("x"), y: Axis("y"),
      marks: (1...4).map { Line(x: [0, 1], y: [0, $0], label: "\($0)") })
    var dashes: Set<[Points]> = []
    for case .clip(_, let inner) in lines.drawing().commands {
      for case .path(_, nil, let stroke?) in inner { dashes.insert(stroke.dash) }
    }
    #expect(dashes.count == 4)
    let bars = Plot(
      title: "", x: Axis("x"), y: Axis("y"),
      marks: [Bars(["a"], groups: [("one", [3]), ("two", [3]), ("three", [3])])])
    var lightness: [Double] = []
    for case .clip(_, let inner) in bars.drawing().commands {
      for case .path(_, let fill?, _) in inner {
        lightness.append(cbrt(Theme.light.resolve(fill).relativeLuminance))
      }
    }
    #expect(lightness.count == 3)
    for (one, next) in zip(lightness, lightness.dropFirst()) { #expect(next - one > 0.08) }
  }

  @Test("Each accent has a shape, and neighbours have different ones")
  func shapes() {
    #expect((1...4).map(MarkShape.init(accent:)) == MarkShape.allCases)
    #expect(MarkShape(accent: 5) == .circle && MarkShape(accent: 0) == .diamond)
  }

  @Test("Dots have names that keep off each other; those without room are in the table")
  func names() throws {
    let names = ["linear", "k-nearest neighbours", "LeNet-1", "LeNet-4", "LeNet-5"]
    let plot = Plot(
      title: "", x: Axis("time", unit: "s", kind: .logarithmic), y: Axis("accuracy", unit: "%"),
      marks: [Dots(x: [1, 3, 20, 20.1, 22], y: [91, 95, 97, 97, 97.1], names: names)])
    let drawing = plot.drawing()
    #expect(drawing.layoutProblems == [])
    let drawn = drawing.texts.map(\.string).filter(names.contains)
    #expect(drawn.count >= 4)
    let table = try #require(plot.dataTable)
    #expect(table.columns.map(\.title) == ["name", "time (s)", "accuracy (%)"])
    #expect(table.rows.map { $0[0] } == names)
    #expect(plot.altText.contains("lowest 91 at linear"))
  }

  @Test("Figures that belong together share one scale")
  func sharedScales() {
    func grid(_ values: [Float]) -> ImageGrid {
      ImageGrid(
        title: "", cells: [ImageGrid.Cell(width: 2, height: 1, values: values)], scale: .diverging)
    }
    let grids = [grid([-1, 0.5]), grid([0.25, 3])].sharingScale()
    #expect(grids.map(\.range) == [-3...3, -3...3])
    func plot(_ values: [Double]) -> Plot {
      Plot(title: "", x: Axis("x"), y: Axis("y"), marks: [Line(x: [0, 1], y: values)])
    }
    let plots = [plot([0.2, 1]), plot([3, 9.5])].sharingScale()
    #expect(plots.map(\.y.range) == [0...10, 0...10])
    #expect([ImageGrid]().sharingScale().isEmpty)
    let empty = Plot(title: "", x: Axis("x"), y: Axis("y"), marks: [])
    #expect([empty].sharingScale()[0].y.range == nil)
  }
}
