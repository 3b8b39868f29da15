import FigureTesting
import Figures
import Testing

@Suite("Drawings as text")
struct GoldenTests {
  @Test("A plot of lines with legend, rules and axes")
  func plot() throws {
    let epochs = [2, 4, 6, 8]
    let plot = Plot(
      title: "Loss", x: Axis("batch", isWhole: true), y: Axis("loss"),
      marks: [
        Rules(x: epochs, labels: epochs.indices.map { "\($0 + 1)" }, heading: "epoch"),
        SmoothedLine(x: Array(1...8), y: [2.3, 1.9, 1.2, 1.4, 0.8, 0.6, 0.7, 0.4]),
      ], width: 360, height: 240)
    try expectGolden(plot.drawing(), named: "plot")
  }

  @Test("Bars in groups")
  func bars() throws {
    let plot = Plot(
      title: "Digits", x: Axis("digit"), y: Axis("share", unit: "%"),
      marks: [
        Bars(
          ["0", "1", "2"], groups: [("training", [9.9, 11.2, 9.9]), ("test", [9.8, 11.4, -1])])
      ], width: 300, height: 220)
    try expectGolden(plot.drawing(), named: "bars")
  }

  @Test("A grid of pictures with a colour bar")
  func imageGrid() throws {
    let cells = (0..<3).map { number in
      ImageGrid.Cell(
        width: 2, height: 2, values: [-1, 0, 0.5, Float(number)], below: "\(number)",
        isMarked: number == 1)
    }
    let grid = ImageGrid(title: "Kernels", cells: cells, scale: .diverging, showsScale: true)
    try expectGolden(grid.drawing(), named: "image-grid")
  }

  @Test("A heatmap")
  func heatmap() throws {
    let map = Heatmap(
      title: "Answers", rowTitle: "true class", columnTitle: "answer", rowHeadings: ["a", "b"],
      columnHeadings: ["a", "b"],
      cells: [
        [.init("9", level: 0.9), .init("1", level: 0.1)],
        [.init("", level: 0), .init("10", level: 1)],
      ], summary: "19 of 20 right.")
    try expectGolden(map.drawing(), named: "heatmap")
  }

  @Test("A diagram with two branches that are added")
  func diagram() throws {
    try expectGolden(Diagram.twoBranches.drawing(), named: "diagram")
  }
}

extension Diagram {
  /// Two convolutions of one image, added.
  static let twoBranches = Diagram(
    title: "Two branches",
    nodes: [
      Node("input", glyph: .maps(count: 1, height: 8, width: 8), title: "input", size: "1@8×8"),
      Node(
        "a", glyph: .maps(count: 2, height: 4, width: 4), title: "a", size: "2@4×4",
        caption: "convolution 5×5"),
      Node(
        "b", glyph: .maps(count: 2, height: 4, width: 4), title: "b", size: "2@4×4",
        caption: "convolution 5×5", accent: 2),
      Node("sum", glyph: .operation("+"), title: "sum", size: "2@4×4"),
      Node("output", glyph: .vector(units: 10), title: "output", size: "10", accent: 3),
    ],
    edges: [
      Edge(from: "input", to: "a"), Edge(from: "input", to: "b"), Edge(from: "a", to: "sum"),
      Edge(from: "b", to: "sum"), Edge(from: "sum", to: "output"),
    ],
    summary: "An image goes through a and b, which are added.")
}
