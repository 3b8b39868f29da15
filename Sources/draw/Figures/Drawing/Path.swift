/// A line through points, straight or curved.
public struct Path: Sendable, Hashable {
  public enum Element: Sendable, Hashable {
    case move(Point)
    case line(Point)
    /// A cubic Bezier curve to `end`.
    case curve(Point, Point, end: Point)
    case close
  }

  public var elements: [Element]

  public init(_ elements: [Element] = []) {
    self.elements = elements
  }

  /// Straight lines from point to point.
  public init(through points: [Point], isClosed: Bool = false) {
    elements = points.enumerated().map { $0.offset == 0 ? .move($0.element) : .line($0.element) }
    if isClosed { elements.append(.close) }
  }

  public static func line(from start: Point, to end: Point) -> Path {
    Path([.move(start), .line(end)])
  }

  public static func rectangle(_ rectangle: Rectangle) -> Path {
    Path(
      through: [
        Point(x: rectangle.x, y: rectangle.y), Point(x: rectangle.maxX, y: rectangle.y),
        Point(x: rectangle.maxX, y: rectangle.maxY), Point(x: rectangle.x, y: rectangle.maxY),
      ], isClosed: true)
  }

  /// A circle out of four Bezier curves, which deviate from it by less than 0.03 % of the radius.
  public static func circle(center: Point, radius: Points) -> Path {
    let handle = radius * 0.552_284_75
    func at(_ x: Points, _ y: Points) -> Point { Point(x: center.x + x, y: center.y + y) }
    return Path([
      .move(at(radius, 0)),
      .curve(at(radius, handle), at(handle, radius), end: at(0, radius)),
      .curve(at(-handle, radius), at(-radius, handle), end: at(-radius, 0)),
      .curve(at(-radius, -handle), at(-handle, -radius), end: at(0, -radius)),
      .curve(at(handle, -radius), at(radius, -handle), end: at(radius, 0)),
      .close,
    ])
  }
}

/// How a path is drawn.
public struct Stroke: Sendable, Hashable {
  public var color: Color
  public var width: Points
  /// The lengths of dashes and gaps in turn; empty for an unbroken line.
  public var dash: [Points]

  public init(_ color: Color, width: Points = 1, dash: [Points] = []) {
    self.color = color
    self.width = width
    self.dash = dash
  }
}
