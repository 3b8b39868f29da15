public import Figures
public import NeuralNet

/// Where the parameters of networks are, and where their connections: a pair of bars for each layer.
///
/// All networks share the two scales.
public struct CostBars: Figure {
  public var title: String
  public var networks: [(name: String, summary: NetworkSummary)]
  public var maximumWidth: Points

  /// - Parameter networks: with a name for each; empty for a single one.
  public init(
    _ networks: [(name: String, summary: NetworkSummary)],
    title: String = "Where the parameters are, and where the connections",
    maximumWidth: Points = 720
  ) {
    self.title = title
    self.networks = networks
    self.maximumWidth = max(maximumWidth, 420)
  }

  private static let nameWidth: Points = 72

  public func drawing() -> Drawing {
    let layers = networks.flatMap(\.summary.layers)
    let most = (
      parameters: layers.map(\.trainableParameters).max() ?? 0,
      connections: layers.map(\.connections).max() ?? 0
    )
    let barWidth = ((maximumWidth - 2 * Drawing.margin - Self.nameWidth - 24) / 2).rounded(.down)
    let head = Block.row(
      [
        Block.space(width: Self.nameWidth),
        Block.text("parameters to learn", color: .ink).set(in: barWidth, .start),
        Block.text("connections", color: .ink).set(in: barWidth, .start),
      ], gap: 12)
    let blocks = networks.map { name, summary -> Block in
      let total = (summary.trainableParameters, summary.connections)
      let rows = summary.layers.map { layer in
        Block.row(
          [
            Block.name(layer.name, width: Self.nameWidth, weight: .bold).set(
              in: Self.nameWidth, .start),
            bar(
              layer.trainableParameters, most: most.parameters, total: total.0, accent: 1,
              width: barWidth),
            bar(
              layer.connections, most: most.connections, total: total.1, accent: 2, width: barWidth),
          ], gap: 12)
      }
      let heading =
        name.isEmpty
        ? []
        : [
          Block.name(
            TextFitting.shortened(name, to: 300, size: TypeSize.body, weight: .bold)
              + ": \(NumberText.grouped(total.0)) parameters, "
              + "\(NumberText.grouped(total.1)) connections",
            width: maximumWidth - 2 * Drawing.margin, size: TypeSize.body, weight: .bold)
        ]
      return .column(heading + rows, gap: 5)
    }
    return Drawing(title: title, block: .column([head] + blocks, gap: 14))
  }

  private func bar(_ count: Int, most: Int, total: Int, accent: Int, width: Points) -> Block {
    let text =
      count == 0
      ? "none" : "\(NumberText.grouped(count)), \(Self.percent(count, of: total))"
    let room = width - 118
    let length = most > 0 ? max(Double(count) / Double(most) * room, count > 0 ? 1 : 0) : 0
    return Block(width: width, height: 20) { corner, sheet in
      let bar = Rectangle(x: corner.x, y: corner.y, width: length, height: 20)
      if length > 0 { sheet.drawing.fill(.rectangle(bar), .accent(accent)) }
      sheet.drawing.write(
        Text(
          text,
          at: Point(
            x: bar.maxX + 6, y: FontMetrics.baseline(centeredAt: bar.midY, size: TypeSize.small)),
          size: TypeSize.small, color: .muted))
    }
  }

  private static func percent(_ count: Int, of total: Int) -> String {
    let share = 100 * Double(count) / Double(max(total, 1))
    return share >= 1
      ? "\(NumberText.fixed(share, decimals: 0)) %" : "\(NumberText.compact(share, digits: 1)) %"
  }

  public var altText: String {
    let trends = networks.map { name, summary -> String in
      let parameters = summary.layers.max { $0.trainableParameters < $1.trainableParameters }
      let connections = summary.layers.max { $0.connections < $1.connections }
      guard let parameters, let connections else { return "\(name): no layers" }
      return (name.isEmpty ? "" : name + ": ")
        + "\(parameters.name) has "
        + Self.percent(parameters.trainableParameters, of: summary.trainableParameters)
        + " of the \(NumberText.grouped(summary.trainableParameters)) parameters, "
        + "\(connections.name) \(Self.percent(connections.connections, of: summary.connections)) of "
        + "the \(NumberText.grouped(summary.connections)) connections"
    }
    return AltText.joined(
      title, trends.isEmpty ? "There are no networks" : trends.joined(separator: "; "))
  }

  public var dataTable: DataTable? {
    let rows = networks.flatMap { name, summary in
      summary.layers.map {
        [
          name.isEmpty ? $0.name : "\(name), \($0.name)",
          NumberText.grouped($0.trainableParameters), NumberText.grouped($0.connections),
        ]
      }
    }
    guard (1...60).contains(rows.count) else { return nil }
    return DataTable(
      columns: [
        DataTable.Column("layer"), DataTable.Column("parameters to learn", isNumeric: true),
        DataTable.Column("connections", isNumeric: true),
      ], rows: rows)
  }
}
