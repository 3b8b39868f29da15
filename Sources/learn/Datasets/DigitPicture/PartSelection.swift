/// The choice of the parts that make the digit among all parts of the ink.
///
/// Frames, sheets of paper and what lies along the picture's edge are dropped. The part with the
/// greatest mass begins the digit; parts close to it that are no specks belong to it.
struct PartSelection {
  private let components: ConnectedComponents
  /// The largest parts; there is no end to the specks of a noisy picture.
  private let parts: [InkPart]
  private static let mostParts = 100

  init(_ components: ConnectedComponents) {
    self.components = components
    parts = Array(
      components.parts.sorted { ($1.area, $0.label) < ($0.area, $1.label) }.prefix(Self.mostParts))
  }

  private var width: Int { components.width }
  private var height: Int { components.height }
  private var longSide: Int { max(width, height) }

  /// The parts of the digit, or none if nothing has the form of a digit.
  func digit() -> PartGroup? {
    let candidates = withoutEdges(parts.filter { !isFrame($0) && !isSheet($0) })
    guard
      min(width, height) >= 5,
      let main = candidates.filter({ !isBlock($0) }).max(by: { $0.mass < $1.mass })
    else { return nil }
    var group = PartGroup(main)
    var rest = candidates.filter { $0 != main && (touchesEdge(main) || !touchesEdge($0)) }
    while true {
      let near = rest.filter { group.attracts($0) }
      if near.isEmpty { break }
      rest.removeAll { near.contains($0) }
      for part in near { group.add(part) }
    }
    return Double(group.longSide) >= max(5, 0.02 * Double(longSide)) ? group : nil
  }

  /// A line around other parts, or around the picture.
  private func isFrame(_ part: InkPart) -> Bool {
    guard part.extent <= 0.5, part.shortSide >= 8 else { return false }
    let isAroundOthers = parts.contains { other in
      part.rows.lowerBound < other.rows.lowerBound && other.rows.upperBound < part.rows.upperBound
        && part.columns.lowerBound < other.columns.lowerBound
        && other.columns.upperBound < part.columns.upperBound
        && 10 * other.height >= 3 * part.height && 20 * other.area > part.area
    }
    let isAroundPicture =
      Double(part.height) > 0.6 * Double(height) && Double(part.width) > 0.6 * Double(width)
    guard isAroundOthers || isAroundPicture else { return false }
    return components.shape(of: part).coverageOfSides() > (isAroundOthers ? 0.4 : 0.9)
  }

  /// A large rectangle, upright or turned, of which most is filled: paper on a table.
  private func isSheet(_ part: InkPart) -> Bool {
    guard
      Double(part.shortSide) > 0.4 * Double(part.longSide), part.extent >= 0.4,
      5 * part.height >= 2 * height, 5 * part.width >= 2 * width
    else { return false }
    let shape = components.shape(of: part)
    let filled = Double(shape.filledArea())
    return Double(part.area) >= 0.7 * filled && filled > 0.86 * shape.areaOfTurnedBox()
  }

  /// As solid and as broad as no digit is, or a bar from edge to edge of the picture.
  private func isBlock(_ part: InkPart) -> Bool {
    part.extent > 0.88 && Double(part.shortSide) > 0.55 * Double(part.longSide)
      || part.extent > 0.9 && (part.height == height || part.width == width)
  }

  /// The parts that do not lie along an edge of the picture, if they are more than specks.
  private func withoutEdges(_ parts: [InkPart]) -> [InkPart] {
    let inside = parts.filter { !liesAlongEdge($0) }
    guard
      let mass = inside.map(\.mass).max(), let side = inside.map(\.longSide).max(),
      let mostMass = parts.map(\.mass).max()
    else { return parts }
    return mass * 50 > mostMass && side * 20 > longSide ? inside : parts
  }

  private func touchesEdge(_ part: InkPart) -> Bool {
    part.rows.lowerBound == 0 || part.columns.lowerBound == 0 || part.rows.upperBound == height
      || part.columns.upperBound == width
  }

  private func liesAlongEdge(_ part: InkPart) -> Bool {
    guard touchesEdge(part) else { return false }
    func isPart(_ row: Int, _ column: Int) -> Bool {
      Int(components.labels[row * width + column]) == part.label
    }
    return [0, height - 1].contains { row in
      2 * (0..<width).count { isPart(row, $0) } > width
    }
      || [0, width - 1].contains { column in
        2 * (0..<height).count { isPart($0, column) } > height
      }
  }
}

/// Parts of the ink that belong together.
struct PartGroup {
  private(set) var parts: [InkPart]
  private(set) var rows: Range<Int>
  private(set) var columns: Range<Int>
  private var area: Int

  init(_ part: InkPart) {
    (parts, rows, columns, area) = ([part], part.rows, part.columns, part.area)
  }

  var longSide: Int { max(rows.count, columns.count) }

  /// Whether a part is close for its size: half a digit may be far from the other half, a stroke
  /// near, and a speck must all but touch it. Dust does not count.
  func attracts(_ part: InkPart) -> Bool {
    let side = Double(longSide)
    let gap = Double(max(0, rows.gap(to: part.rows), columns.gap(to: part.columns))) / side
    let size = Double(part.longSide) / side
    let share = Double(part.area) / Double(area)
    return gap <= 0.06 && share >= 0.01 || gap <= 0.16 && share >= 0.04
      || gap <= 0.4 && share >= 0.15 && (0.4...1.2).contains(size)
  }

  mutating func add(_ part: InkPart) {
    parts.append(part)
    area += part.area
    rows = rows.hull(with: part.rows)
    columns = columns.hull(with: part.columns)
  }
}

extension Range<Int> {
  /// The smallest range that holds both.
  fileprivate func hull(with other: Range<Int>) -> Range<Int> {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }

  /// How far apart two ranges are; below 0 if they overlap.
  fileprivate func gap(to other: Range<Int>) -> Int {
    Swift.max(other.lowerBound - upperBound, lowerBound - other.upperBound)
  }
}
