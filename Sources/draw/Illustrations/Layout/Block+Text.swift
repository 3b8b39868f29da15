import Figures

extension Block {
  /// One line of text.
  static func text(
    _ string: String, size: Points = TypeSize.small, weight: Text.Weight = .regular,
    color: Color = .ink
  ) -> Block {
    let width = FontMetrics.width(of: string, size: size, weight: weight).rounded(.up)
    let height = (size * FontMetrics.lineSpacing).rounded(.up)
    return Block(width: width, height: height) { corner, sheet in
      guard !string.isEmpty else { return }
      // Digits and capitals stand in the middle, as bars and pictures beside them do.
      sheet.drawing.write(
        Text(
          string,
          at: Point(
            x: corner.x,
            y: FontMetrics.baseline(centeredAt: corner.y + height / 2, size: size)),
          size: size, weight: weight, color: color))
    }
  }

  /// One line of text, shortened to a width.
  static func name(
    _ string: String, width: Points, size: Points = TypeSize.small,
    weight: Text.Weight = .regular, color: Color = .ink
  ) -> Block {
    text(
      TextFitting.shortened(string, to: width, size: size, weight: weight), size: size,
      weight: weight, color: color)
  }

  /// Text in lines no wider than `width`.
  static func paragraph(
    _ string: String, width: Points, size: Points = TypeSize.small, weight: Text.Weight = .regular,
    color: Color = .muted, alignment: Alignment = .start
  ) -> Block {
    let lines = TextFitting.lines(string, width: width, size: size, weight: weight)
    return column(
      lines.map { text($0, size: size, weight: weight, color: color) }, gap: 0,
      alignment: alignment)
  }

  /// A large sign between two blocks, such as `×`.
  static func sign(_ string: String) -> Block {
    text(string, size: 20, color: .muted)
  }

  /// A level arrow with words above and below it.
  static func arrow(
    above: String = "", below: String = "", length: Points = 28, pointsLeft: Bool = false
  ) -> Block {
    let size = TypeSize.small
    let words = [above, below].map { FontMetrics.width(of: $0, size: size) }.max() ?? 0
    let width = max(length, words > 0 ? words + 8 : 0).rounded(.up)
    // As high below the line as above it, so that a row's middle is the line.
    return Block(width: width, height: words > 0 ? 44 : 10) { corner, sheet in
      let y = corner.y + (words > 0 ? 22 : 5)
      let ends = (Point(x: corner.x, y: y), Point(x: corner.x + width, y: y))
      sheet.drawing.drawArrow(
        from: pointsLeft ? ends.1 : ends.0, to: pointsLeft ? ends.0 : ends.1)
      for (word, offset) in [(above, -7), (below, 6 + size * FontMetrics.capHeight)]
      where !word.isEmpty {
        sheet.drawing.write(
          Text(
            word, at: Point(x: corner.x + width / 2, y: y + offset), size: size, color: .muted,
            anchor: .middle))
      }
    }
  }

  /// The block with lines of text above and below, which are shortened beyond what a name needs.
  func captioned(
    above: [String] = [], below: [String] = [], alignment: Alignment = .middle
  ) -> Block {
    func lines(_ strings: [String], first: Color) -> [Block] {
      strings.isEmpty
        ? []
        : [
          .column(
            strings.enumerated().map {
              .name($0.element, width: max(size.width, 200), color: $0.offset == 0 ? first : .muted)
            }, gap: 0, alignment: alignment)
        ]
    }
    return .column(
      lines(above, first: .ink) + [self] + lines(below, first: .muted), gap: 4,
      alignment: alignment)
  }
}

extension Drawing {
  /// A line with a head at its end.
  mutating func drawArrow(
    from start: Point, to end: Point, color: Color = .muted, width: Points = 1.5
  ) {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return }
    let (ux, uy) = (dx / length, dy / length)
    let neck = Point(x: end.x - 7 * ux, y: end.y - 7 * uy)
    stroke(.line(from: start, to: neck), Stroke(color, width: width))
    fill(
      Path(
        through: [
          end, Point(x: neck.x - 4 * uy, y: neck.y + 4 * ux),
          Point(x: neck.x + 4 * uy, y: neck.y - 4 * ux),
        ], isClosed: true), color)
  }
}
