import BookRecords
public import Figures

/// Puts a table on the page.
public func show(_ value: some Tabular) {
  let table = value.table
  let lines = ([table.columns.map(\.title)] + table.rows).map { $0.joined(separator: "\t") }
  Recorder.current.record(.table(TableOutput(table)), orPrint: lines.joined(separator: "\n"))
}

/// Puts rows of values on the page as a table.
///
///     show(rows: [["C1", 156], ["S2", 12]], columns: ["layer", "parameters"])
///
/// Columns that hold only numbers are set flush right.
///
/// - Parameters:
///   - rows: As many values in each row as there are columns.
///   - columns: The columns' titles.
public func show(rows: [[any CustomStringConvertible]], columns: [String]) {
  for (index, row) in rows.enumerated() where row.count != columns.count {
    fatalError(
      "show: expected \(columns.count) values in row \(index), found \(row.count)")
  }
  let titles = columns.enumerated().map { index, title in
    DataTable.Column(title, isNumeric: !rows.isEmpty && rows.allSatisfy { $0[index].isNumber })
  }
  show(DataTable(columns: titles, rows: rows.map { row in row.map(\.description) }))
}

/// Puts a dictionary on the page as a table with a row for each key, in the order of the keys.
///
///     show(["C1": 156, "S2": 12], columns: ("layer", "parameters"))
public func show<Key: Comparable & CustomStringConvertible>(
  _ dictionary: [Key: any CustomStringConvertible], columns: (key: String, value: String)
) {
  show(
    rows: dictionary.sorted { $0.key < $1.key }.map { [$0.key, $0.value] },
    columns: [columns.key, columns.value])
}

extension CustomStringConvertible {
  fileprivate var isNumber: Bool { self is any Numeric }
}

extension TableOutput {
  init(_ table: DataTable) {
    self.init(
      columns: table.columns.map(\.title), rows: table.rows,
      isNumeric: table.columns.map(\.isNumeric), hasTotal: table.hasTotal)
  }
}
