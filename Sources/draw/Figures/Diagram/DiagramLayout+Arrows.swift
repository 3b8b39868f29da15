extension DiagramLayout {
  private static let gap: Points = 4

  func drawArrows(onto drawing: inout Drawing) {
    for link in layers.links {
      let (from, to) = (row(of: link.column), row(of: link.column + 1))
      let points = from == to ? path(along: link) : path(turning: link, after: from)
      drawing.stroke(points.path, Stroke(.muted, width: 1.5))
      if link.isLast { drawing.drawArrowhead(at: points.end) }
    }
  }

  /// Half the width of the glyph at a place; nothing where an arrow passes through.
  private func reach(column: Int, place: Int) -> Points {
    guard let node = layers.columns[column][place].node else { return 0 }
    return scale.size(of: diagram.nodes[node].glyph).width / 2 + Self.gap
  }

  private func start(of link: DiagramLayers.Link) -> Point {
    let center = center(column: link.column, place: link.source)
    return Point(x: center.x + reach(column: link.column, place: link.source), y: center.y)
  }

  private func end(of link: DiagramLayers.Link) -> Point {
    let center = center(column: link.column + 1, place: link.target)
    return Point(x: center.x - reach(column: link.column + 1, place: link.target), y: center.y)
  }

  /// Level beside the labels of both columns, bending only in the gap between them.
  private func path(along link: DiagramLayers.Link) -> (path: Path, end: Point) {
    let (start, end) = (start(of: link), end(of: link))
    if abs(start.y - end.y) < 0.01 { return (.line(from: start, to: end), end) }
    let left = max(start.x, columnX[link.column] + columns.halfWidth(link.column))
    let right = min(
      end.x - 10, columnX[link.column + 1] - columns.halfWidth(link.column + 1))
    let middle = (left + right) / 2
    return (
      Path([
        .move(start), .line(Point(x: left, y: start.y)),
        .curve(
          Point(x: middle, y: start.y), Point(x: middle, y: end.y), end: Point(x: right, y: end.y)),
        .line(end),
      ]), end
    )
  }

  /// Down behind the row's end, back below the row, and on to the start of the next one.
  private func path(turning link: DiagramLayers.Link, after row: Int) -> (path: Path, end: Point) {
    let (start, end) = (start(of: link), end(of: link))
    // Arrows of one source share their way until they part.
    let sources = Set(layers.links(from: link.column).map(\.source)).sorted()
    let number = sources.firstIndex(of: link.source) ?? 0
    let shift = Double(number) * 8
    let right =
      columnX[link.column] + columns.halfWidth(link.column) + 10
      + Double(sources.count - 1 - number) * 6
    let left =
      columnX[link.column + 1] - columns.halfWidth(link.column + 1) - 16 + Double(number) * 6
    let y = rowBottoms[row] + 14 + shift
    let corners = [
      Point(x: right, y: start.y), Point(x: right, y: y), Point(x: left, y: y),
      Point(x: left, y: end.y),
    ]
    return (Path(rounding: [start] + corners + [end], radius: 6), end)
  }
}

extension Path {
  /// Straight lines whose corners are rounded.
  init(rounding points: [Point], radius: Points) {
    self.init()
    guard let first = points.first, let last = points.last, points.count > 1 else { return }
    elements.append(.move(first))
    for (index, corner) in points.enumerated().dropFirst().dropLast() {
      let before = corner.moved(towards: points[index - 1], by: radius)
      let after = corner.moved(towards: points[index + 1], by: radius)
      elements.append(.line(before))
      elements.append(
        .curve(
          before.moved(towards: corner, by: radius * 0.55),
          after.moved(towards: corner, by: radius * 0.55), end: after))
    }
    elements.append(.line(last))
  }
}

extension Point {
  /// A point on the way to another, at most half the way there.
  fileprivate func moved(towards other: Point, by distance: Points) -> Point {
    let (dx, dy) = (other.x - x, other.y - y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return self }
    let share = min(distance / length, 0.5)
    return Point(x: x + dx * share, y: y + dy * share)
  }
}

extension Drawing {
  /// A triangle that points to the right.
  mutating func drawArrowhead(at tip: Point) {
    fill(
      Path(
        through: [
          tip, Point(x: tip.x - 7, y: tip.y - 4), Point(x: tip.x - 7, y: tip.y + 4),
        ], isClosed: true), .muted)
  }
}
