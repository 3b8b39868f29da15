/// A line through fewer points that looks like the whole line, for lines of more than 500.
///
/// - Complexity: O(n).
func decimated(_ points: [Point]) -> [Point] {
  points.count > 500 ? straightened(extremes(points)) : points
}

/// A line through at most four points in each point of width.
///
/// Points that follow each other within one column are replaced by the first, the lowest, the
/// highest and the last of them, in their order: peaks stay, whatever their number.
private func extremes(_ points: [Point]) -> [Point] {
  var kept: [Point] = []
  var start = 0
  while start < points.count {
    let column = points[start].x.rounded(.down)
    var (end, low, high) = (start, start, start)
    while end + 1 < points.count, points[end + 1].x.rounded(.down) == column {
      end += 1
      if points[end].y < points[low].y { low = end }
      if points[end].y > points[high].y { high = end }
    }
    var previous: Int?
    for index in [start, min(low, high), max(low, high), end] where index != previous {
      kept.append(points[index])
      previous = index
    }
    start = end + 1
  }
  return kept
}

/// The line without the points that it passes within a twentieth of a point anyway: a tenth of a
/// pixel on a fine screen.
///
/// - Complexity: O(n).
private func straightened(_ points: [Point]) -> [Point] {
  guard var last = points.first else { return [] }
  var kept = [last]
  var sleeve = Sleeve(from: last)
  for point in points.dropFirst() {
    if !sleeve.admits(point) {
      kept.append(last)
      sleeve = Sleeve(from: last)
    }
    sleeve.narrow(around: point)
    last = point
  }
  return kept + [last]
}

/// The straight ways on from a point that pass all points since closely enough.
///
/// They lie between two directions, which each further point brings nearer to each other.
private struct Sleeve {
  typealias Vector = SIMD2<Double>

  /// The distance at which a point may be passed.
  static let width: Points = 0.05

  let start: Point
  private var sides: (left: Vector, right: Vector)?
  /// How far away the last point is: a line that turns back must do so where it did.
  private var length: Points = 0

  init(from start: Point) {
    self.start = start
  }

  func admits(_ point: Point) -> Bool {
    let way = way(to: point)
    guard Self.length(way) >= length else { return false }
    guard let sides else { return true }
    return Self.cross(sides.right, way) >= 0 && Self.cross(way, sides.left) >= 0
  }

  mutating func narrow(around point: Point) {
    let way = way(to: point)
    length = Self.length(way)
    guard length > Self.width else { return }
    let aside = Vector(-way.y, way.x) * (Self.width / length)
    var (left, right) = (way + aside, way - aside)
    if let sides {
      if Self.cross(left, sides.left) < 0 { left = sides.left }
      if Self.cross(sides.right, right) < 0 { right = sides.right }
    }
    sides = (left, right)
  }

  private func way(to point: Point) -> Vector {
    Vector(point.x - start.x, point.y - start.y)
  }

  private static func length(_ vector: Vector) -> Points {
    (vector * vector).sum().squareRoot()
  }

  /// Positive if the second vector points more to the left than the first.
  private static func cross(_ first: Vector, _ second: Vector) -> Double {
    first.x * second.y - first.y * second.x
  }
}
