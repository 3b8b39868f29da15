/// The shape that stands for a node.
public enum NodeGlyph: Sendable, Hashable {
  /// A stack of squares, the larger the map.
  case maps(count: Int, height: Int, width: Int)
  /// An upright bar, the longer the vector.
  case vector(units: Int)
  /// A sign in a circle, such as `+`.
  case operation(String)
  /// Pictures of one size behind each other, each of which can be seen; a single one may be a strip.
  case pictures([SampleGrid], ColorScale)
}

/// How large glyphs are drawn beside each other.
struct GlyphScale: Sendable {
  /// The side of the largest map, in samples.
  let largestSide: Int
  /// The length of the longest vector.
  let mostUnits: Int
  /// 1, or less where the page is narrow.
  let factor: Double

  init(_ glyphs: [NodeGlyph], factor: Double) {
    var (side, units) = (1, 1)
    for glyph in glyphs {
      switch glyph {
      case .maps(_, let height, let width): side = max(side, height, width)
      case .vector(let count): units = max(units, count)
      case .pictures(let grids, _):
        // A strip is as long as it is, and says nothing of how large maps are.
        for grid in grids where !Self.isStrip(grids) { side = max(side, grid.width, grid.height) }
      case .operation: break
      }
    }
    (largestSide, mostUnits, self.factor) = (side, units, factor)
  }

  /// Lengths grow more slowly than what they stand for, so that 1x1 beside 28x28 can be seen.
  private func length(_ amount: Int, of most: Int, points: Points) -> Points {
    points * factor * power(Double(max(amount, 1)) / Double(most), 0.6)
  }

  func stack(count: Int, height: Int, width: Int) -> Stack {
    let size = Size(
      width: max(length(width, of: largestSide, points: 66), 7).rounded(),
      height: max(length(height, of: largestSide, points: 66), 7).rounded())
    let depth = min(4.5 * Double(count - 1), 0.75 * min(size.width, size.height))
    // Closer than this, lines run together; the label tells the true number.
    let shown = max(1, min(count, Int(depth / 2.5) + 1))
    return Stack(map: size, shown: shown, offset: shown > 1 ? depth / Double(shown - 1) : 0)
  }

  func bar(units: Int) -> Size {
    let length = length(units, of: mostUnits, points: 100)
    return Size(width: 13, height: max(length, units <= 16 ? 5 * Double(units) : 22).rounded())
  }

  private static func isStrip(_ grids: [SampleGrid]) -> Bool {
    grids.count == 1 && grids[0].height > 2 * grids[0].width
  }

  /// Whole points a sample keep all squares of a picture alike.
  func stack(of grids: [SampleGrid]) -> Stack {
    guard let first = grids.first else {
      return Stack(map: Size(width: 7, height: 7), shown: 0, offset: 0)
    }
    let side = max(first.width, first.height)
    let wanted =
      Self.isStrip(grids)
      ? min(96 * factor, 9 * Double(side))
      : length(side, of: largestSide, points: 72)
    let sample = max(1, (wanted / Double(side)).rounded())
    let size = Size(width: sample * Double(first.width), height: sample * Double(first.height))
    let gaps = Double(grids.count - 1)
    let depth = min(10 * factor * gaps, (0.2 + factor) * min(size.width, size.height))
    return Stack(
      map: size, shown: grids.count, offset: gaps > 0 ? max((depth / gaps).rounded(), 2) : 0)
  }

  func size(of glyph: NodeGlyph) -> Size {
    switch glyph {
    case .pictures(let grids, _): stack(of: grids).size
    case .maps(let count, let height, let width):
      stack(count: count, height: height, width: width).size
    case .vector(let units): bar(units: units)
    case .operation: Size(width: 28, height: 28)
    }
  }
}

/// Squares behind each other, the hindmost at the upper right.
struct Stack: Sendable {
  var map: Size
  var shown: Int
  var offset: Points

  var size: Size {
    let depth = offset * Double(max(shown - 1, 0))
    return Size(width: map.width + depth, height: map.height + depth)
  }
}

extension Drawing {
  mutating func draw(_ glyph: NodeGlyph, accent: Int, centeredAt center: Point, scale: GlyphScale) {
    let size = scale.size(of: glyph)
    let left = (center.x - size.width / 2).onPixel
    let top = (center.y - size.height / 2).onPixel
    let outline = Stroke(.accent(accent), width: 1.25)
    switch glyph {
    case .maps(let count, let height, let width):
      let stack = scale.stack(count: count, height: height, width: width)
      for index in (0..<stack.shown).reversed() {
        let shift = stack.offset * Double(index)
        let square = Rectangle(
          x: left + shift, y: top + stack.offset * Double(stack.shown - 1) - shift,
          width: stack.map.width, height: stack.map.height)
        fill(.rectangle(square), .tint(.accent(accent), index == 0 ? 0.3 : 0.16), stroke: outline)
      }
    case .vector(let units):
      let bar = Rectangle(x: left, y: top, width: size.width, height: size.height)
      fill(.rectangle(bar), .tint(.accent(accent), 0.3), stroke: outline)
      guard units <= 16 else { return }
      for unit in 1..<max(units, 1) {
        let y = bar.y + bar.height * Double(unit) / Double(units)
        stroke(
          .line(from: Point(x: bar.x, y: y), to: Point(x: bar.maxX, y: y)),
          Stroke(.accent(accent), width: 0.75))
      }
    case .pictures(let grids, let colors):
      let stack = scale.stack(of: grids)
      for (index, grid) in grids.enumerated().reversed() {
        let shift = stack.offset * Double(index)
        let frame = Rectangle(
          x: left.rounded(.down) + shift,
          y: top.rounded(.down) + stack.offset * Double(stack.shown - 1) - shift,
          width: stack.map.width, height: stack.map.height)
        image(grid, scale: colors, frame: frame)
        self.stroke(.rectangle(frame.inset(by: -0.5)), outline)
      }
    case .operation(let sign):
      fill(.circle(center: center, radius: 13), .paper, stroke: Stroke(.ink, width: 1.5))
      write(
        Text(
          sign, at: Point(x: center.x, y: center.y + 6.5), size: 18, weight: .bold, anchor: .middle)
      )
    }
  }
}
