/// Where the pictures of a grid stand.
struct ImageGridLayout {
  private static let labelHeight: Points = 20
  private static let labelSize = TypeSize.small

  private let grid: ImageGrid
  private let columns: Int
  /// The side of one sample.
  private let sample: Points
  /// The size of a picture's place, labels not counted.
  private let picture: Size
  /// The distance from one picture to the next.
  private let pitch: Size
  private let headingWidth: Points
  private let titleLines: [String]
  private let width: Points

  init(_ grid: ImageGrid) {
    self.grid = grid
    let available = grid.maximumWidth - 2 * Drawing.margin
    let side = max(grid.cells.map { max($0.width, $0.height) }.max() ?? 1, 1)
    let widestHeading =
      grid.rowHeadings.map { FontMetrics.width(of: $0, size: Self.labelSize) }.max() ?? 0
    headingWidth = widestHeading > 0 ? min(widestHeading, 140) + 12 : 0
    let widestLabel = Self.widestLabel(of: grid)
    let room = available - headingWidth

    let count = max(grid.cells.count, 1)
    func place(_ sample: Points) -> Size {
      Size(
        width: sample * Double(grid.cells.map(\.width).max() ?? 1),
        height: sample * Double(grid.cells.map(\.height).max() ?? 1))
    }
    func gap(_ sample: Points) -> Points { min(12, max(4, (sample * Double(side) / 6).rounded())) }
    func pitchWidth(_ sample: Points) -> Points {
      max(place(sample).width + gap(sample), min(widestLabel, 120) + 8)
    }
    func fits(_ columns: Int, _ sample: Points) -> Bool {
      pitchWidth(sample) * Double(columns) - gap(sample) <= room
    }
    // Whole points a sample keep every square the same size at 1x.
    func sampleSide(for size: Points) -> Points { max(1, (size / Double(side)).rounded()) }

    var sample = sampleSide(for: grid.cellSize ?? 64)
    if let columns = grid.columns {
      let used = min(columns, count)
      while sample > 1, !fits(used, sample) { sample -= 1 }
      self.columns = used
    } else {
      if grid.cellSize == nil {
        // A few pictures fill one row.
        let sizes = stride(from: sampleSide(for: 200), through: sample, by: -1)
        sample = sizes.first { fits(count, $0) } ?? sample
      }
      columns = Self.columns(
        for: count, most: max(1, Int((room + gap(sample)) / pitchWidth(sample))))
    }
    let pitchX = fits(columns, sample) ? pitchWidth(sample) : room / Double(columns)
    if place(sample).width > pitchX {
      // More than fits even at one point a sample: samples narrower than pixels.
      sample = sample * max(pitchX - 2, 1) / place(sample).width
    }
    self.sample = sample
    picture = place(sample)

    let hasAbove = grid.cells.contains { !$0.above.isEmpty }
    let hasBelow = grid.cells.contains { !$0.below.isEmpty }
    pitch = Size(
      width: pitchX,
      height: picture.height + (hasAbove ? Self.labelHeight : 0) + (hasBelow ? Self.labelHeight : 0)
        + (hasAbove || hasBelow ? 8 : gap(sample)))
    let content = headingWidth + pitchX * Double(columns) - (pitchX - picture.width)
    let overhang = max(0, min(widestLabel, pitchX - 4) - picture.width)
    let bar = grid.showsScale ? ColorBar(scale: grid.scale, range: grid.range).minimumWidth : 0
    let wanted = max(content + overhang, bar, min(Self.titleWidth(grid.title), 360))
    width = (min(max(wanted, 120), max(available, content)) + 2 * Drawing.margin).rounded(.up)
    titleLines = TextFitting.lines(
      grid.title, width: width - 2 * Drawing.margin, size: TypeSize.title, weight: .bold)
  }

  /// The number of columns: rows of equal length if there is a way, else as equal as possible.
  private static func columns(for count: Int, most: Int) -> Int {
    if count <= most { return count }
    let least = max(2, most * 6 / 10)
    if least <= most, let even = (least...most).last(where: { count % $0 == 0 }) { return even }
    let rows = (count + most - 1) / most
    return (count + rows - 1) / rows
  }

  private static func widestLabel(of grid: ImageGrid) -> Points {
    let texts =
      grid.cells.flatMap { [($0.above, $0.isMarked), ($0.below, $0.isMarked)] }
    return texts.map { text, isMarked in
      FontMetrics.width(of: text, size: labelSize, weight: isMarked ? .bold : .regular)
    }.max() ?? 0
  }

  private static func titleWidth(_ title: String) -> Points {
    FontMetrics.width(of: title, size: TypeSize.title, weight: .bold)
  }

  func drawing() -> Drawing {
    let rows = (grid.cells.count + columns - 1) / columns
    let titleHeight =
      titleLines.isEmpty
      ? 0 : Double(titleLines.count) * TypeSize.title * FontMetrics.lineSpacing + 8
    let headingHeight =
      (grid.columnHeadings.isEmpty ? 0 : Self.labelHeight)
      + (grid.columnTitle.isEmpty ? 0 : Self.labelHeight)
    let top = (Drawing.margin + titleHeight + headingHeight).rounded()
    let gapBelow = pitch.height - picture.height
    let gridHeight = Double(rows) * pitch.height - (hasLabels ? 8 : rows > 0 ? gapBelow : 0)
    let barHeight = grid.showsScale ? ColorBar.height + 14 : 0
    let height = top + max(gridHeight, grid.cells.isEmpty ? 24 : 0) + barHeight + Drawing.margin

    var drawing = Drawing(
      title: grid.title, size: Size(width: width, height: height.rounded(.up)))
    drawing.writeLines(
      titleLines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.title, weight: .bold),
      from: Drawing.margin)
    if grid.cells.isEmpty {
      drawing.write(Text("no pictures", at: Point(x: Drawing.margin, y: top + 16), color: .muted))
    }
    drawHeadings(top: top, onto: &drawing)
    for (index, cell) in grid.cells.enumerated() {
      draw(
        cell,
        at: Point(
          x: left + Double(index % columns) * pitch.width,
          y: top + Double(index / columns) * pitch.height), onto: &drawing)
    }
    if grid.showsScale {
      let bar = ColorBar(scale: grid.scale, range: grid.range)
      let barWidth = min(width - 2 * Drawing.margin, max(bar.minimumWidth, 200))
      bar.draw(
        in: Rectangle(
          x: Drawing.margin, y: (top + gridHeight + 14).rounded(), width: barWidth,
          height: ColorBar.height), onto: &drawing)
    }
    return drawing
  }

  private var hasLabels: Bool {
    grid.cells.contains { !$0.above.isEmpty || !$0.below.isEmpty }
  }

  /// The left edge of the first picture; labels wider than pictures need room to hang over.
  private var left: Points {
    let overhang = max(0, min(Self.widestLabel(of: grid), pitch.width - 4) - picture.width) / 2
    return (Drawing.margin + headingWidth + overhang).rounded()
  }

  /// Every how many headings one is shown, so that they keep apart.
  private static func step(label: Points, pitch: Points) -> Int {
    [1, 2, 5, 10, 20, 50].first { Double($0) * pitch >= label } ?? 100
  }

  private func drawHeadings(top: Points, onto drawing: inout Drawing) {
    if !grid.columnTitle.isEmpty {
      let y = top - 7 - (grid.columnHeadings.isEmpty ? 0 : Self.labelHeight)
      drawing.write(
        Text(
          TextFitting.shortened(
            grid.columnTitle + " \u{2192}", to: width - Drawing.margin - left, size: Self.labelSize),
          at: Point(x: left, y: y), size: Self.labelSize, color: .muted))
    }
    let widest =
      grid.columnHeadings.map { FontMetrics.width(of: $0, size: Self.labelSize) }.max() ?? 0
    let step = Self.step(label: min(widest, 120) + 4, pitch: pitch.width)
    for (index, heading) in grid.columnHeadings.prefix(columns).enumerated()
    where index % step == 0 {
      drawing.write(
        Text(
          TextFitting.shortened(heading, to: pitch.width * Double(step) - 4, size: Self.labelSize),
          at: Point(x: left + Double(index) * pitch.width + picture.width / 2, y: top - 7),
          size: Self.labelSize, color: .muted, anchor: .middle))
    }
    let rows = (grid.cells.count + columns - 1) / columns
    let above = grid.cells.contains { !$0.above.isEmpty } ? Self.labelHeight : 0
    let rowStep = Self.step(label: Self.labelSize + 2, pitch: pitch.height)
    for (index, heading) in grid.rowHeadings.prefix(rows).enumerated()
    where index % rowStep == 0 && headingWidth > 0 {
      let middle = top + Double(index) * pitch.height + above + picture.height / 2
      drawing.write(
        Text(
          TextFitting.shortened(heading, to: headingWidth - 12, size: Self.labelSize),
          at: Point(
            x: Drawing.margin + headingWidth - 12,
            y: FontMetrics.baseline(centeredAt: middle, size: Self.labelSize)),
          size: Self.labelSize, color: .muted, anchor: .end))
    }
  }

  private func draw(_ cell: ImageGrid.Cell, at corner: Point, onto drawing: inout Drawing) {
    let above = grid.cells.contains { !$0.above.isEmpty } ? Self.labelHeight : 0
    let size = Size(width: sample * Double(cell.width), height: sample * Double(cell.height))
    let frame = Rectangle(
      x: corner.x.rounded() + ((picture.width - size.width) / 2).rounded(.down),
      y: corner.y.rounded() + above + ((picture.height - size.height) / 2).rounded(.down),
      width: size.width, height: size.height)
    let samples = SampleGrid(
      width: cell.width, height: cell.height, values: cell.values, range: grid.range)
    drawing.image(samples, scale: grid.scale, frame: frame)
    drawing.stroke(
      .rectangle(frame.inset(by: cell.isMarked ? -1 : -0.5)),
      cell.isMarked ? Stroke(.accent(2), width: 2) : Stroke(.grid))

    func label(_ string: String, y: Points) {
      guard !string.isEmpty else { return }
      let weight: Text.Weight = cell.isMarked ? .bold : .regular
      drawing.write(
        Text(
          TextFitting.shortened(
            string, to: pitch.width - 4, size: Self.labelSize, weight: weight),
          at: Point(x: frame.midX, y: y), size: Self.labelSize, weight: weight,
          color: cell.isMarked ? .ink : .muted, anchor: .middle))
    }
    label(cell.above, y: corner.y + above - 7)
    label(cell.below, y: corner.y + above + picture.height + 15)
  }
}
