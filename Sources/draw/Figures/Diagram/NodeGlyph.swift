/// The shape that stands for a node.
public enum NodeGlyph: Sendable, Hashable {
  /// A stack of squares, the larger the map.
  case maps(count: Int, height: Int, width: Int)
  /// An upright bar, the longer the vector.
  case vector(units: Int)
  /// A sign in a circle, such as `+`.
  case operation(String)
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

  func size(of glyph: NodeGlyph) -> Size {
    switch glyph {
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
    let depth = offset * Double(shown - 1)
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
    case .operation(let sign):
      fill(.circle(center: center, radius: 13), .paper, stroke: Stroke(.ink, width: 1.5))
      write(
        Text(
          sign, at: Point(x: center.x, y: center.y + 6.5), size: 18, weight: .bold, anchor: .middle)
      )
    }
  }
}
