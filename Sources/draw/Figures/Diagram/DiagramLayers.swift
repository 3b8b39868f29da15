/// The nodes of a diagram in columns, so that every arrow leads to the next column.
///
/// A node's column is the length of the longest path to it. An arrow that skips columns is led
/// through them by empty places, one in each.
///
/// - Source: Sugiyama, Tagawa and Toda (1981), Methods for Visual Understanding of Hierarchical
///   System Structures, IEEE Transactions SMC 11(2):109-125, steps 1 and 3.
struct DiagramLayers {
  struct Place {
    /// The node's index, or `nil` where an arrow passes through.
    var node: Int?
    /// How far the place lies below the middle line; neighbours are at least 1 apart.
    var lane: Double = 0
  }

  struct Link {
    var column: Int
    /// An index into the places of `column`.
    var source: Int
    /// An index into the places of the next column.
    var target: Int
    /// Whether the link ends an arrow.
    var isLast: Bool
  }

  private(set) var columns: [[Place]] = []
  private(set) var links: [Link] = []

  init(_ diagram: Diagram) {
    let indices = Dictionary(
      diagram.nodes.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { _, _ in
        fatalError("Diagram \"\(diagram.title)\": two nodes have the same name")
      })
    let edges = diagram.edges.map { edge -> (source: Int, target: Int) in
      guard let source = indices[edge.source], let target = indices[edge.target] else {
        fatalError(
          "Diagram \"\(diagram.title)\": the edge from \(edge.source) to \(edge.target) "
            + "has an end that is no node")
      }
      return (source, target)
    }
    let depths = Self.depths(nodeCount: diagram.nodes.count, edges, title: diagram.title)
    columns = Array(repeating: [], count: (depths.max() ?? -1) + 1)
    var places = [Int](repeating: 0, count: depths.count)
    for (node, depth) in depths.enumerated() {
      places[node] = columns[depth].count
      columns[depth].append(Place(node: node))
    }
    for edge in edges {
      var source = places[edge.source]
      for column in depths[edge.source]..<depths[edge.target] {
        let isLast = column + 1 == depths[edge.target]
        let target = isLast ? places[edge.target] : columns[column + 1].count
        if !isLast { columns[column + 1].append(Place(node: nil)) }
        links.append(Link(column: column, source: source, target: target, isLast: isLast))
        source = target
      }
    }
    for column in columns.indices { setLanes(of: column) }
  }

  private static func depths(
    nodeCount: Int, _ edges: [(source: Int, target: Int)], title: String
  ) -> [Int] {
    var depths = [Int](repeating: 0, count: nodeCount)
    // A path visits each node once, so that as many rounds suffice, unless there is a cycle.
    for _ in 0...nodeCount {
      var changed = false
      for edge in edges where depths[edge.target] <= depths[edge.source] {
        depths[edge.target] = depths[edge.source] + 1
        changed = true
      }
      if !changed { return depths }
    }
    fatalError("Diagram \"\(title)\": the edges form a cycle")
  }

  /// Places each item level with the mean of its sources, and moves items apart that come too near.
  private mutating func setLanes(of column: Int) {
    var wanted: [(place: Int, lane: Double)] = columns[column].indices.map { place in
      let sources = links.filter { $0.column == column - 1 && $0.target == place }
      let lanes = sources.map { columns[column - 1][$0.source].lane }
      return (place, lanes.isEmpty ? 0 : lanes.reduce(0, +) / Double(lanes.count))
    }
    wanted.sort { ($0.lane, $0.place) < ($1.lane, $1.place) }
    let middle = wanted.reduce(0) { $0 + $1.lane } / Double(max(wanted.count, 1))
    var lanes: [Double] = []
    for item in wanted { lanes.append(max(item.lane, (lanes.last ?? -.infinity) + 1)) }
    let shift = middle - lanes.reduce(0, +) / Double(max(lanes.count, 1))
    for (item, lane) in zip(wanted, lanes) { columns[column][item.place].lane = lane + shift }
  }

  /// The links that lead from one column to the next.
  func links(from column: Int) -> [Link] {
    links.filter { $0.column == column }
  }

  /// Whether an arrow changes its lane between a column and the next.
  func bends(after column: Int) -> Bool {
    links(from: column).contains {
      columns[column][$0.source].lane != columns[column + 1][$0.target].lane
    }
  }
}
