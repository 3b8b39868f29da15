public import Figures
public import NeuralNet

/// Where a network's numbers lie in memory: each block is a strip, in which every layer's part has its
/// share of the length.
public struct MemoryMap: Figure {
  /// A block, and its parts in the order in which they lie there.
  private struct Strip {
    var name: String
    var parts: [MemoryPlan.Part]
    var count: Int
  }

  public let title: String
  public let maximumWidth: Points
  private let strips: [Strip]

  private static let stripHeight: Points = 30
  private static let rowHeight: Points = 70

  public init(
    _ plan: MemoryPlan, title: String = "What lies where in memory", maximumWidth: Points = 720
  ) {
    (self.title, self.maximumWidth) = (title, maximumWidth)
    let blocks = Set(plan.parts.map(\.block)).sorted()
    strips = blocks.map { block in
      let parts = plan.parts.filter { $0.block == block }
      return Strip(name: block, parts: parts, count: parts.map(\.end).max() ?? 0)
    }
  }

  public func drawing() -> Drawing {
    let uses = MemoryPlan.Use.allCases.filter { use in
      strips.contains { $0.parts.contains { $0.use == use } }
    }
    let top: Points = 66
    var drawing = Drawing(
      title: title,
      size: Size(width: maximumWidth, height: top + Double(strips.count) * Self.rowHeight))
    drawing.write(
      Text(title, at: Point(x: 2, y: 18), size: TypeSize.title, weight: .bold))
    var x: Points = 2
    for use in uses {
      drawing.fill(
        .rectangle(Rectangle(x: x, y: 35, width: 14, height: 12)), Self.color(use))
      let text = Text(use.rawValue, at: Point(x: x + 20, y: 46), size: TypeSize.small)
      drawing.write(text)
      x += 42 + text.width
    }
    let scale = (maximumWidth - 4) / Double(max(strips.map(\.count).max() ?? 1, 1))
    for (index, strip) in strips.enumerated() {
      draw(strip, y: top + Double(index) * Self.rowHeight, scale: scale, onto: &drawing)
    }
    return drawing
  }

  private func draw(
    _ strip: Strip, y: Points, scale: Points, onto drawing: inout Drawing
  ) {
    drawing.write(
      Text(
        "\(strip.name), \(Self.bytes(strip.count))", at: Point(x: 2, y: y + 14),
        size: TypeSize.small, color: .muted))
    for part in strip.parts {
      let box = Rectangle(
        x: 2 + scale * Double(part.start), y: y + 22,
        width: scale * Double(part.count), height: Self.stripHeight)
      drawing.fill(.rectangle(box), Self.color(part.use), stroke: Stroke(.paper))
      let name = Text(
        part.row,
        at: Point(
          x: box.midX, y: FontMetrics.baseline(centeredAt: box.midY, size: TypeSize.small)),
        size: TypeSize.small, anchor: .middle)
      if name.width + 4 < box.width { drawing.write(name) }
    }
  }

  /// Light enough for ink upon it.
  private static func color(_ use: MemoryPlan.Use) -> Color {
    .tint(.accent((MemoryPlan.Use.allCases.firstIndex(of: use) ?? 0) + 1), 0.4)
  }

  private static func bytes(_ count: Int) -> String {
    count < 256 ? "\(4 * count) B" : "\(NumberText.grouped((4 * count + 512) / 1_024)) KiB"
  }

  public var altText: String {
    let blocks = strips.map { strip in
      let uses = MemoryPlan.Use.allCases.compactMap { use -> String? in
        let count = strip.parts.filter { $0.use == use }.reduce(0) { $0 + $1.count }
        return count == 0 ? nil : "\(use) \(Self.bytes(count))"
      }
      return "\(strip.name) of \(Self.bytes(strip.count)): \(uses.joined(separator: ", "))"
    }
    return "\(title). \(blocks.joined(separator: "; "))."
  }

  public var dataTable: DataTable? {
    var sums: [(block: String, row: String, use: MemoryPlan.Use, count: Int)] = []
    for strip in strips {
      for part in strip.parts {
        let index = sums.firstIndex {
          $0.block == strip.name && $0.row == part.row && $0.use == part.use
        }
        if let index {
          sums[index].count += part.count
        } else {
          sums.append((strip.name, part.row, part.use, part.count))
        }
      }
    }
    return DataTable(
      columns: [.init("block"), .init("layer"), .init("use"), .init("numbers", isNumeric: true)],
      rows: sums.map { [$0.block, $0.row, $0.use.rawValue, NumberText.grouped($0.count)] })
  }
}
