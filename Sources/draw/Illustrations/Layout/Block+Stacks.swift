import Figures

extension Block {
  /// Where blocks of different sizes line up.
  enum Alignment {
    case start, middle, end

    func offset(_ length: Points, within whole: Points) -> Points {
      switch self {
      case .start: 0
      case .middle: ((whole - length) / 2).rounded(.down)
      case .end: (whole - length).rounded(.down)
      }
    }
  }

  static func space(width: Points = 0, height: Points = 0) -> Block {
    Block(width: width, height: height) { _, _ in }
  }

  /// Blocks side by side.
  static func row(_ blocks: [Block], gap: Points = 8, alignment: Alignment = .middle) -> Block {
    let height = blocks.map(\.size.height).max() ?? 0
    let width = blocks.reduce(0) { $0 + $1.size.width } + gap * Double(max(blocks.count - 1, 0))
    return Block(width: width, height: height) { corner, sheet in
      var x = corner.x
      for block in blocks {
        let y = corner.y + alignment.offset(block.size.height, within: height)
        block.draw(at: Point(x: x.rounded(), y: y), on: &sheet)
        x += block.size.width + gap
      }
    }
  }

  /// Blocks below each other.
  static func column(_ blocks: [Block], gap: Points = 8, alignment: Alignment = .start) -> Block {
    let width = blocks.map(\.size.width).max() ?? 0
    let height = blocks.reduce(0) { $0 + $1.size.height } + gap * Double(max(blocks.count - 1, 0))
    return Block(width: width, height: height) { corner, sheet in
      var y = corner.y
      for block in blocks {
        let x = corner.x + alignment.offset(block.size.width, within: width)
        block.draw(at: Point(x: x, y: y.rounded()), on: &sheet)
        y += block.size.height + gap
      }
    }
  }

  /// Blocks side by side in as many rows as they need.
  static func flow(
    _ blocks: [Block], width: Points, gap: Points = 12, lineGap: Points = 16,
    alignment: Alignment = .middle
  ) -> Block {
    var rows: [[Block]] = []
    var x = Points.infinity
    for block in blocks {
      if x + block.size.width > width {
        rows.append([])
        x = 0
      }
      rows[rows.count - 1].append(block)
      x += block.size.width + gap
    }
    return column(rows.map { row($0, gap: gap, alignment: alignment) }, gap: lineGap)
  }

  /// Blocks in rows of the same number, each column as wide as its widest block.
  static func table(
    _ rows: [[Block]], gap: Points = 12, lineGap: Points = 8, alignments: [Alignment] = []
  ) -> Block {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.compactMap { $0.indices.contains(column) ? $0[column].size.width : nil }.max() ?? 0
    }
    return column(
      rows.map { blocks in
        row(
          blocks.enumerated().map { column, block in
            block.set(
              in: widths[column], alignments.indices.contains(column) ? alignments[column] : .start)
          }, gap: gap)
      }, gap: lineGap)
  }

  /// The block in a wider place.
  func set(in width: Points, _ alignment: Alignment) -> Block {
    let offset = alignment.offset(size.width, within: max(width, size.width))
    return Block(width: max(width, size.width), height: size.height) { corner, sheet in
      draw(at: Point(x: corner.x + offset, y: corner.y), on: &sheet)
    }
  }

  /// The block in the middle of a higher place.
  func set(inHeight height: Points) -> Block {
    let whole = max(height, size.height)
    let offset = Alignment.middle.offset(size.height, within: whole)
    return Block(width: size.width, height: whole) { corner, sheet in
      draw(at: Point(x: corner.x, y: corner.y + offset), on: &sheet)
    }
  }

  /// The first block that is no wider than `width`, or else the last.
  static func first(within width: Points, _ blocks: [() -> Block]) -> Block {
    for make in blocks.dropLast() {
      let block = make()
      if block.size.width <= width { return block }
    }
    return blocks.last?() ?? .space()
  }
}
