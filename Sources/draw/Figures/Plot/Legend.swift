/// A name and what it looks like in the plot.
public struct LegendEntry: Sendable, Hashable {
  public enum Symbol: Sendable, Hashable {
    case line(width: Points, dash: [Points])
    case dot(radius: Points, shape: MarkShape = .circle)
    case square(outline: Color? = nil)
  }

  public var name: String
  public var symbol: Symbol
  public var color: Color

  public init(_ name: String, _ symbol: Symbol, _ color: Color) {
    self.name = name
    self.symbol = symbol
    self.color = color
  }
}

/// Entries side by side, in as many rows as they need.
struct Legend {
  private static let symbolWidth: Points = 22
  private static let gap: Points = 8
  private static let entrySpacing: Points = 22
  static let rowHeight: Points = 22

  private let rows: [[(entry: LegendEntry, x: Points)]]
  private let width: Points

  init(_ entries: [LegendEntry], width: Points) {
    var rows: [[(entry: LegendEntry, x: Points)]] = []
    var x = Points.infinity
    for var entry in entries {
      entry.name = TextFitting.shortened(
        entry.name, to: width - Self.symbolWidth - Self.gap, size: TypeSize.small)
      let needed =
        Self.symbolWidth + Self.gap + FontMetrics.width(of: entry.name, size: TypeSize.small)
      if x + needed > width {
        rows.append([])
        x = 0
      }
      rows[rows.count - 1].append((entry, x))
      x += needed + Self.entrySpacing
    }
    self.rows = rows
    self.width = width
  }

  var height: Points { Double(rows.count) * Self.rowHeight }

  func draw(at origin: Point, onto drawing: inout Drawing) {
    for (index, row) in rows.enumerated() {
      let y = origin.y + (Double(index) + 0.5) * Self.rowHeight
      for (entry, x) in row {
        let symbol = Rectangle(
          x: origin.x + x, y: y - 6, width: Self.symbolWidth, height: 12)
        draw(entry, in: symbol, onto: &drawing)
        drawing.write(
          Text(
            entry.name,
            at: Point(
              x: symbol.maxX + Self.gap,
              y: FontMetrics.baseline(centeredAt: y, size: TypeSize.small)),
            size: TypeSize.small))
      }
    }
  }

  private func draw(_ entry: LegendEntry, in box: Rectangle, onto drawing: inout Drawing) {
    switch entry.symbol {
    case .line(let width, let dash):
      drawing.stroke(
        .line(from: Point(x: box.x, y: box.midY), to: Point(x: box.maxX, y: box.midY)),
        Stroke(entry.color, width: max(width, 2), dash: dash))
    case .dot(let radius, let shape):
      drawing.fill(
        shape.path(center: Point(x: box.midX, y: box.midY), radius: max(radius, 4)), entry.color)
    case .square(let outline):
      let square = Rectangle(x: box.maxX - 14, y: box.midY - 6, width: 14, height: 12)
      drawing.fill(
        .rectangle(outline == nil ? square : square.inset(by: 0.75)), entry.color,
        stroke: outline.map { Stroke($0, width: 1.5) })
    }
  }
}
