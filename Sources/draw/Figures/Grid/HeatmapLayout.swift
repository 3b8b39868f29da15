/// Where the cells of a heatmap stand.
struct HeatmapLayout {
  private static let size = TypeSize.small

  private let map: Heatmap
  private let cell: Size
  private let origin: Point
  private let total: Size
  private let titleLines: [String]
  private let rowTitle: String
  private let columnTitle: String

  init(_ map: Heatmap) {
    self.map = map
    rowTitle = TextFitting.shortened("\u{2190} " + map.rowTitle, to: 400, size: Self.size)
    let widest =
      (map.cells.flatMap { $0 }.map(\.text) + map.columnHeadings)
      .map { FontMetrics.width(of: $0, size: Self.size, weight: .bold) }.max() ?? 0
    let headings =
      map.rowHeadings.map { FontMetrics.width(of: $0, size: Self.size, weight: .bold) }.max() ?? 0
    let left = (Drawing.margin + 24 + min(headings, 160) + 10).rounded(.up)
    let count = Double(max(map.columnHeadings.count, 1))
    let most = ((map.maximumWidth - left - Drawing.margin) / count).rounded(.down)
    cell = Size(width: max(4, min(max(widest + 12, 44).rounded(.up), most)), height: 32)
    let rowTitleLength = FontMetrics.width(of: rowTitle, size: Self.size)
    let body = max(cell.height * Double(map.rowHeadings.count), rowTitleLength)
    columnTitle = TextFitting.shortened(
      map.columnTitle + " \u{2192}", to: map.maximumWidth - left - Drawing.margin, size: Self.size)
    let columnTitleEnd = left + FontMetrics.width(of: columnTitle, size: Self.size)
    let width = max(
      left + cell.width * count + Drawing.margin, columnTitleEnd + Drawing.margin, 240)
    titleLines = TextFitting.lines(
      map.title, width: width - 2 * Drawing.margin, size: TypeSize.title, weight: .bold)
    let titleHeight =
      titleLines.isEmpty
      ? 0 : Double(titleLines.count) * TypeSize.title * FontMetrics.lineSpacing + 8
    origin = Point(x: left, y: (Drawing.margin + titleHeight + 44).rounded())
    total = Size(
      width: width.rounded(.up), height: (origin.y + body + Drawing.margin).rounded(.up))
  }

  func drawing() -> Drawing {
    var drawing = Drawing(title: map.title, size: total)
    drawing.writeLines(
      titleLines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.title, weight: .bold),
      from: Drawing.margin)
    drawHeadings(onto: &drawing)
    for (row, cells) in map.cells.enumerated() {
      for (column, content) in cells.enumerated() {
        draw(content, in: frame(row: row, column: column), onto: &drawing)
      }
    }
    return drawing
  }

  private func frame(row: Int, column: Int) -> Rectangle {
    Rectangle(
      x: origin.x + Double(column) * cell.width, y: origin.y + Double(row) * cell.height,
      width: cell.width, height: cell.height)
  }

  private func drawHeadings(onto drawing: inout Drawing) {
    drawing.write(
      Text(
        columnTitle, at: Point(x: origin.x, y: origin.y - 30), size: Self.size,
        color: .muted))
    drawing.write(
      Text(
        rowTitle, at: Point(x: Drawing.margin + 11, y: origin.y), size: Self.size,
        color: .muted, anchor: .end, rotation: -90))
    for (row, heading) in map.rowHeadings.enumerated() {
      drawing.write(
        Text(
          TextFitting.shortened(heading, to: 160, size: Self.size, weight: .bold),
          at: Point(
            x: origin.x - 10,
            y: FontMetrics.baseline(
              centeredAt: frame(row: row, column: 0).midY, size: Self.size)),
          size: Self.size, weight: .bold, anchor: .end))
    }
    for (column, heading) in map.columnHeadings.enumerated() {
      drawing.write(
        Text(
          TextFitting.shortened(heading, to: cell.width - 2, size: Self.size, weight: .bold),
          at: Point(x: frame(row: 0, column: column).midX, y: origin.y - 8), size: Self.size,
          weight: .bold, anchor: .middle))
    }
  }

  private func draw(_ content: Heatmap.Cell, in frame: Rectangle, onto drawing: inout Drawing) {
    guard !content.level.isNaN else {
      drawing.fill(.rectangle(frame), .paper, stroke: Stroke(.grid))
      drawing.stroke(
        .line(from: Point(x: frame.x, y: frame.maxY), to: Point(x: frame.maxX, y: frame.y)),
        Stroke(.muted))
      return
    }
    drawing.fill(
      .rectangle(frame), .level(content.level, content.scale), stroke: Stroke(.grid))
    guard !content.text.isEmpty else { return }
    let text = TextFitting.shortened(content.text, to: frame.width - 2, size: Self.size)
    drawing.write(
      Text(
        text,
        at: Point(
          x: frame.midX, y: FontMetrics.baseline(centeredAt: frame.midY, size: Self.size)),
        size: Self.size, color: .text(onLevel: content.level, content.scale), anchor: .middle))
  }
}
