/// Where the nodes of a diagram stand.
struct DiagramLayout {
  /// Beside rows that continue, for the arrow to the next row.
  static let turn: Points = 22
  private static let rowGap: Points = 34

  let diagram: Diagram
  let layers: DiagramLayers
  let scale: GlyphScale
  let columns: DiagramColumns
  let rows: [Range<Int>]
  /// The middle of each column.
  private(set) var columnX: [Points] = []
  /// For each row, the heights of its lanes' middles.
  private(set) var rowLanes: [[Double: Points]] = []
  /// For each row, the height of the glyphs in each lane.
  private(set) var glyphHeights: [[Double: Points]] = []
  /// The bottom of each row, labels included.
  private(set) var rowBottoms: [Points] = []
  let titleLines: [String]
  private(set) var size = Size(width: 0, height: 0)

  init(_ diagram: Diagram) {
    self.diagram = diagram
    layers = DiagramLayers(diagram)
    let crossings = layers.columns.indices.map { [layers] in layers.links(from: $0).count }
    let available = diagram.maximumWidth - 2 * Drawing.margin
    var found: (scale: GlyphScale, columns: DiagramColumns, rows: [Range<Int>])?
    search: for rowCount in 1...max(layers.columns.count, 1) {
      for style in DiagramStyle.all {
        let (scale, columns) = Self.measure(diagram, layers, style)
        let width = available - (rowCount > 1 ? 2 * Self.turn : 0)
        if let rows = columns.rows(rowCount, width: width, crossings: crossings) {
          found = (scale, columns, rows)
          break search
        }
      }
    }
    let smallest = Self.measure(diagram, layers, DiagramStyle.all[DiagramStyle.all.count - 1])
    scale = found?.scale ?? smallest.scale
    columns = found?.columns ?? smallest.columns
    rows = found?.rows ?? layers.columns.indices.map { $0..<($0 + 1) }

    let turns = rows.count > 1 ? 2 * Self.turn : 0
    let titleWidth = FontMetrics.width(of: diagram.title, size: TypeSize.title, weight: .bold)
    let spread = Self.spread(rows: rows, columns: columns, available: available - turns)
    let contents = zip(rows, spread).map { [columns] row, extra in
      columns.width(of: row) + extra * Double(row.count - 1)
    }
    let content = max(
      (contents.max() ?? 0) + turns, min(titleWidth, available, 400), 120)
    titleLines = TextFitting.lines(
      diagram.title, width: content, size: TypeSize.title, weight: .bold)
    setColumns(spread: spread)
    setRows()
    size = Size(
      width: (content + 2 * Drawing.margin).rounded(.up),
      height: ((rowBottoms.last ?? Drawing.margin + 40) + Drawing.margin).rounded(.up))
  }

  private static func measure(_ diagram: Diagram, _ layers: DiagramLayers, _ style: DiagramStyle)
    -> (scale: GlyphScale, columns: DiagramColumns)
  {
    let scale = GlyphScale(diagram.nodes.map(\.glyph), factor: style.glyphs)
    return (scale, DiagramColumns(diagram, layers: layers, scale: scale, style: style))
  }

  /// What is added to the distances in each row to use the page's width, within reason.
  private static func spread(rows: [Range<Int>], columns: DiagramColumns, available: Points)
    -> [Points]
  {
    rows.map { row in
      row.count > 1
        ? min(18, (available - columns.width(of: row)) / Double(row.count - 1)).rounded(.down) : 0
    }
  }

  private mutating func setColumns(spread: [Points]) {
    let left = Drawing.margin + (rows.count > 1 ? Self.turn : 0)
    for (row, extra) in zip(rows, spread) {
      var x = left
      for column in row {
        x +=
          column == row.lowerBound
          ? columns.halfWidth(column) : columns.distances[column - 1] + extra
        columnX.append(x.rounded())
      }
    }
  }

  private mutating func setRows() {
    let titleHeight = Double(titleLines.count) * TypeSize.title * FontMetrics.lineSpacing
    var top = Drawing.margin + (titleLines.isEmpty ? 0 : titleHeight + 12)
    for row in rows {
      var heights: [Double: Points] = [:]
      for place in layers.columns[row].joined() {
        let height = place.node.map { scale.size(of: diagram.nodes[$0].glyph).height } ?? 8
        heights[place.lane] = max(heights[place.lane] ?? 0, height)
      }
      let pitch = pitch(of: row, heights: heights)
      let places = layers.columns[row].joined()
      let upper = places.map { $0.lane * pitch - self.above($0, heights) }.min() ?? 0
      let lower = places.map { $0.lane * pitch + self.below($0, heights) }.max() ?? 0
      let middle = (top - upper).rounded()
      rowLanes.append(
        Dictionary(uniqueKeysWithValues: heights.keys.map { ($0, middle + $0 * pitch) }))
      glyphHeights.append(heights)
      rowBottoms.append(middle + lower)
      let crossing = row.upperBound - 1
      let lines = row == rows.last ? 0 : layers.links(from: crossing).count
      top = middle + lower + Self.rowGap + Double(max(0, lines - 1)) * 8
    }
  }

  private func above(_ place: DiagramLayers.Place, _ heights: [Double: Points]) -> Points {
    guard place.node != nil else { return 6 }
    return (heights[place.lane] ?? 0) / 2 + DiagramColumns.titleHeight
  }

  private func below(_ place: DiagramLayers.Place, _ heights: [Double: Points]) -> Points {
    guard let node = place.node else { return 6 }
    return (heights[place.lane] ?? 0) / 2 + columns.labels[node].height
  }

  /// The distance of lanes at which no two items of a column touch.
  private func pitch(of row: Range<Int>, heights: [Double: Points]) -> Points {
    var pitch: Points = 0
    for column in layers.columns[row] {
      let places = column.sorted { $0.lane < $1.lane }
      for (upper, lower) in zip(places, places.dropFirst()) {
        let needed = below(upper, heights) + above(lower, heights) + 10
        pitch = max(pitch, needed / (lower.lane - upper.lane))
      }
    }
    return pitch.rounded(.up)
  }

  func row(of column: Int) -> Int {
    rows.firstIndex { $0.contains(column) } ?? 0
  }

  func center(column: Int, place: Int) -> Point {
    let lane = layers.columns[column][place].lane
    return Point(x: columnX[column], y: rowLanes[row(of: column)][lane] ?? 0)
  }
}
