import Figures
import Testing

@Suite("Image grid and heatmap")
struct ImageGridTests {
  private func cells(_ count: Int, side: Int = 28, below: String = "5") -> [ImageGrid.Cell] {
    (0..<count).map { number in
      ImageGrid.Cell(
        width: side, height: side, values: [Float](repeating: Float(number), count: side * side),
        below: below)
    }
  }

  /// The frames of the drawing's pictures.
  private func frames(_ grid: ImageGrid) -> [Rectangle] {
    grid.drawing().commands.compactMap {
      if case .image(let samples, _, let frame) = $0, samples.height > 1 { frame } else { nil }
    }
  }

  @Test(
    "Rows are even, samples whole points, and nothing is wider than the page",
    arguments: [(1, 1), (6, 6), (8, 8), (16, 8), (24, 8), (40, 10), (41, 11)])
  func wrapping(count: Int, columns: Int) {
    let grid = ImageGrid(title: "Digits", cells: cells(count))
    let frames = frames(grid)
    #expect(Set(frames.map(\.x)).count == columns)
    #expect(frames.allSatisfy { $0.width == $0.height && $0.width.remainder(dividingBy: 28) == 0 })
    #expect(frames.allSatisfy { $0.x == $0.x.rounded() && $0.y == $0.y.rounded() })
    #expect(grid.drawing().size.width <= 720)
  }

  @Test("Given columns are kept, pictures shrink to fit them", arguments: [1, 5, 20, 60])
  func givenColumns(columns: Int) {
    let grid = ImageGrid(title: "", cells: cells(60, below: ""), columns: columns)
    #expect(Set(frames(grid).map(\.x)).count == columns)
    #expect(grid.drawing().size.width <= 720)
  }

  @Test(
    "Labels never overlap, whatever their length",
    arguments: ["", "5", "\u{2717} 4 \u{2192} 9", "a label that is longer than its picture"],
    [1, 6, 40])
  func labels(label: String, count: Int) {
    let grid = ImageGrid(
      title: "A title", cells: cells(count, side: 5, below: label), scale: .diverging,
      showsScale: true)
    #expect(grid.drawing().layoutProblems == [])
  }

  @Test("Crowded headings are thinned out", arguments: [6, 24, 60])
  func headings(columns: Int) {
    let grid = ImageGrid(
      title: "", cells: cells(columns * 20, side: 3, below: ""), columns: columns,
      rowHeadings: (0..<20).map { "from map \($0)" },
      columnHeadings: (0..<columns).map(String.init),
      columnTitle: "to map")
    #expect(grid.drawing().layoutProblems == [])
  }

  @Test(
    "The range is symmetric for the diverging scale and begins at zero otherwise",
    arguments: [
      (ColorScale.diverging, [-0.5, 0.25], -0.5...0.5), (.ink, [0.25, 0.5], 0...0.5),
      (.ink, [-0.1, 1.175], -0.1...1.175), (.diverging, [0, 0], -1...1), (.ink, [0, 0], 0...1),
      (.diverging, [.nan, 2], -2...2),
    ] as [(ColorScale, [Float], ClosedRange<Float>)])
  func range(scale: ColorScale, values: [Float], expected: ClosedRange<Float>) {
    let grid = ImageGrid(
      title: "", cells: [ImageGrid.Cell(width: 2, height: 1, values: values)], scale: scale)
    #expect(grid.range == expected)
  }

  @Test("The alt text counts and labels the pictures")
  func altText() {
    var pictures = cells(2, side: 4)
    pictures[1].isMarked = true
    #expect(
      ImageGrid(title: "Digits", cells: pictures).altText
        == "Digits. 2 pictures of 4 by 4 samples, scale from 0 to 1, 1 marked. 5; 5.")
    #expect(ImageGrid(title: "None", cells: []).altText == "None. No pictures.")
    #expect(ImageGrid(title: "None", cells: []).drawing().layoutProblems == [])
  }

  @Test("A heatmap's texts keep apart, short or long", arguments: [1, 2, 10, 26])
  func heatmap(count: Int) throws {
    let names = (0..<count).map { count > 20 ? "\($0)" : "class \($0)" }
    let map = Heatmap(
      title: "Answers", rowTitle: "true class", columnTitle: "answer", rowHeadings: names,
      columnHeadings: names,
      cells: names.map { _ in names.map { _ in Heatmap.Cell("88", level: 0.5) } },
      summary: "All alike.")
    #expect(map.drawing().layoutProblems == [])
    #expect(map.drawing().size.width <= 720)
    let table = try #require(map.dataTable)
    #expect(table.rows.count == count)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    #expect(
      map.altText == "Answers. All alike. "
        + "Table of \(count) rows (true class) by \(count) columns (answer).")
  }
}
