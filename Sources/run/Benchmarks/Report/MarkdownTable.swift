import Foundation

/// A table that reads well as text and in Markdown.
struct MarkdownTable {
  private var rows: [[String]]

  init(_ header: [String]) { rows = [header] }

  mutating func append(_ row: [String]) { rows.append(row) }

  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rule = line(widths.map { String(repeating: "-", count: $0) })
    return line(rows[0]) + rule + rows.dropFirst().map(line).joined()
  }
}

/// A number with a fixed number of decimal places.
func rounded(_ number: Double, digits: Int) -> String {
  String(format: "%.\(digits)f", number)
}
