/// The names of dots, each beside its own, away from other names and dots.
struct DotNames {
  /// More names than this cannot be read in one plot.
  private static let most = 60
  private static let widest: Points = 140

  private(set) var texts: [Text] = []

  /// - Parameters:
  ///   - points: `nil` for those that cannot be drawn.
  ///   - names: as many; empty for dots without a name.
  init(_ points: [Point?], names: [String], radius: Points, area: Rectangle) {
    func isInside(_ point: Point) -> Bool {
      (area.x...area.maxX).contains(point.x) && (area.y...area.maxY).contains(point.y)
    }
    // Dots far too many to be kept clear would only cost time.
    let dots = points.lazy.compactMap(\.self).filter(isInside).prefix(500).map { point in
      Rectangle(
        x: point.x - radius, y: point.y - radius, width: 2 * radius, height: 2 * radius)
    }
    for case (let point?, let name) in zip(points, names)
    where texts.count < Self.most && !name.isEmpty && isInside(point) {
      let name = TextFitting.shortened(name, to: Self.widest, size: TypeSize.small)
      let places = Self.places(of: name, beside: point, radius: radius)
      let free = places.first { text in
        let box = text.bounds
        return area.contains(box) && !dots.contains { $0.overlaps(box) }
          && !texts.contains { $0.bounds.overlaps(box) }
      }
      if let free { texts.append(free) }
    }
  }

  /// Where a name may stand, the best place first: right, left, above, below, then aslant.
  private static func places(of name: String, beside point: Point, radius: Points) -> [Text] {
    let size = TypeSize.small
    let gap = radius + 3
    let middle = FontMetrics.baseline(centeredAt: point.y, size: size)
    let above = point.y - gap - size * FontMetrics.descent + 2
    let below = point.y + gap + size * FontMetrics.ascent - 2
    let places: [(x: Points, y: Points, anchor: Text.Anchor)] = [
      (point.x + gap, middle, .start), (point.x - gap, middle, .end),
      (point.x, above, .middle), (point.x, below, .middle),
      (point.x + 2, above, .start), (point.x - 2, above, .end),
      (point.x + 2, below, .start), (point.x - 2, below, .end),
    ]
    return places.map {
      Text(name, at: Point(x: $0.x, y: $0.y), size: size, anchor: $0.anchor)
    }
  }
}
