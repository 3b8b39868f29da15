import Figures
import Testing

@Suite("Awkward data")
struct RobustnessTests {
  @Test(
    "Figures of any data are finite and stay inside their frame",
    arguments: [1, 2].flatMap { AwkwardFigures.all(seed: $0) })
  func insideTheFrame(sample: AwkwardFigures.Sample) {
    let drawing = sample.figure.drawing()
    #expect(drawing.size.width.isFinite && drawing.size.height.isFinite)
    #expect(drawing.size.width <= 2_000 && drawing.size.height <= 20_000, "\(drawing.size)")
    // Strokes may lie on the edge, half of them beyond it.
    let page = Rectangle(drawing.size).inset(by: -2)
    for box in drawing.visibleBoxes {
      #expect(box.isFinite, "\(box)")
      #expect(page.contains(box), "\(box) leaves \(page)")
    }
    _ = sample.figure.dataTable
  }

  @Test("Numbers that cannot be drawn are gaps, and said to be")
  func gaps() {
    let values: [Double] = [1, .nan, 3, .infinity, 2]
    let line = Plot(
      title: "", x: Axis("x"), y: Axis("y"), marks: [Line(x: [0, 1, 2, 3, 4], y: values)])
    #expect(line.altText.contains("y: 2 cannot be drawn, gaps."))
    let grid = ImageGrid(
      title: "Map",
      cells: [ImageGrid.Cell(width: 2, height: 2, values: [1, .nan, -1, 0])], scale: .diverging)
    #expect(grid.altText.contains("1 is not a number, a gap."))
    // The page shows through where the number is missing, with a stroke through it.
    #expect(grid.drawing().description.contains("path fill=paper"))
    let map = Heatmap(
      title: "Map", rowTitle: "r", columnTitle: "c", rowHeadings: ["a"],
      columnHeadings: ["b", "c"],
      cells: [[.init("x", level: .nan), .init("1", level: 1)]], summary: "Two cells.")
    #expect(map.altText.contains("1 cells are not numbers, gaps."))
    #expect(!map.drawing().texts.contains { $0.string == "x" })
  }
}

extension Rectangle {
  fileprivate var isFinite: Bool {
    [x, y, width, height].allSatisfy(\.isFinite)
  }

  fileprivate func intersection(_ other: Rectangle) -> Rectangle? {
    let (left, top) = (max(x, other.x), max(y, other.y))
    let (right, bottom) = (min(maxX, other.maxX), min(maxY, other.maxY))
    guard left <= right, top <= bottom else { return nil }
    return Rectangle(x: left, y: top, width: right - left, height: bottom - top)
  }
}

extension Path {
  fileprivate var box: Rectangle? {
    let points = elements.flatMap { element -> [Point] in
      switch element {
      case .move(let point), .line(let point): [point]
      case .curve(let first, let second, let end): [first, second, end]
      case .close: []
      }
    }
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
      let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
    else { return nil }
    // A number that is no number is neither the least nor the greatest.
    let isFinite = points.allSatisfy { $0.x.isFinite && $0.y.isFinite }
    return Rectangle(
      x: isFinite ? left : .nan, y: top, width: right - left, height: bottom - top)
  }
}

extension Drawing {
  /// The boxes around all that is drawn, as far as clips let it be seen.
  fileprivate var visibleBoxes: [Rectangle] { Self.boxes(of: commands) }

  private static func boxes(of commands: [Command]) -> [Rectangle] {
    commands.flatMap { command -> [Rectangle] in
      switch command {
      case .path(let path, _, _): path.box.map { [$0] } ?? []
      case .text(let text): [text.bounds]
      case .image(_, _, let frame): [frame]
      case .clip(let frame, let inner):
        boxes(of: inner).compactMap { $0.isFinite ? $0.intersection(frame) : $0 }
      }
    }
  }
}
