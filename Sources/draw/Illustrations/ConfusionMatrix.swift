public import Figures

/// How often each class was taken for each other one.
///
/// Right answers and mistakes have different colours. Mistakes are coloured by their share of the
/// most frequent one, since beside the right answers none would be seen.
public struct ConfusionMatrix: Figure {
  public let heatmap: Heatmap

  /// - Parameters:
  ///   - counts: a row for each true class, a column for each answer.
  ///   - names: of the classes; their numbers, if `nil`.
  public init(
    counts: [[Int]], names: [String]? = nil, title: String = "What was taken for what",
    maximumWidth: Points = 720
  ) {
    guard counts.allSatisfy({ $0.count == counts.count }), (names ?? []).count <= counts.count
    else {
      fatalError(
        "ConfusionMatrix: expected as many columns as rows, got rows of \(counts.map(\.count))")
    }
    let names = names ?? counts.indices.map(String.init)
    var mistakes: [(row: Int, column: Int, count: Int)] = []
    for (row, line) in counts.enumerated() {
      for (column, count) in line.enumerated() where row != column && count > 0 {
        mistakes.append((row, column, count))
      }
    }
    mistakes.sort { ($1.count, $0.row, $0.column) < ($0.count, $1.row, $1.column) }
    let most = Double(mistakes.first?.count ?? 1)
    let cells = counts.enumerated().map { row, line in
      let total = max(line.reduce(0, +), 1)
      return line.enumerated().map { column, count in
        let level =
          row == column
          ? Double(count) / Double(total) : count == 0 ? 0 : 0.1 + 0.9 * Double(count) / most
        return Heatmap.Cell(
          count == 0 ? "" : NumberText.grouped(count), level: level,
          scale: .accent(row == column ? 1 : 2))
      }
    }
    let total = counts.joined().reduce(0, +)
    let wrong = mistakes.reduce(0) { $0 + $1.count }
    let examples = mistakes.prefix(5).map {
      "\(names[$0.row]) taken for \(names[$0.column]) "
        + ($0.count == 1 ? "once" : "\(NumberText.grouped($0.count)) times")
    }
    heatmap = Heatmap(
      title: title, rowTitle: "true class", columnTitle: "answer", rowHeadings: names,
      columnHeadings: names, cells: cells,
      summary: "\(NumberText.grouped(total - wrong)) of \(NumberText.grouped(total)) right"
        + (examples.isEmpty ? "." : "; most often " + examples.joined(separator: ", ") + "."),
      maximumWidth: maximumWidth)
  }

  public func drawing() -> Drawing { heatmap.drawing() }

  public var altText: String { heatmap.altText }

  public var dataTable: DataTable? {
    guard var table = heatmap.dataTable else { return nil }
    // Empty cells of the figure are zeros.
    table.rows = table.rows.map { row in row.map { $0.isEmpty ? "0" : $0 } }
    return table
  }
}
