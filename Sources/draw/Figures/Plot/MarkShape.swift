/// What stands at a pair of numbers: a second way, besides colour, to tell series apart.
public enum MarkShape: Int, Sendable, Hashable, CaseIterable {
  case circle, square, triangle, diamond

  /// The shape that goes with an accent.
  public init(accent: Int) {
    let count = Self.allCases.count
    self = Self(rawValue: ((accent - 1) % count + count) % count) ?? .circle
  }

  /// - Parameter radius: of the circle; other shapes have about its area.
  func path(center: Point, radius: Points) -> Path {
    func at(_ x: Points, _ y: Points) -> Point {
      Point(x: center.x + radius * x, y: center.y + radius * y)
    }
    switch self {
    case .circle: return .circle(center: center, radius: radius)
    case .square:
      return Path(
        through: [at(-0.9, -0.9), at(0.9, -0.9), at(0.9, 0.9), at(-0.9, 0.9)], isClosed: true)
    case .triangle:
      return Path(through: [at(0, -1.3), at(1.2, 0.85), at(-1.2, 0.85)], isClosed: true)
    case .diamond:
      return Path(through: [at(0, -1.35), at(1.1, 0), at(0, 1.35), at(-1.1, 0)], isClosed: true)
    }
  }
}

extension Stroke {
  /// The dashes that go with an accent; none with the first.
  static func dash(accent: Int) -> [Points] {
    let dashes: [[Points]] = [[], [8, 4], [2.5, 3], [10, 3, 2.5, 3]]
    let count = dashes.count
    return dashes[((accent - 1) % count + count) % count]
  }
}
