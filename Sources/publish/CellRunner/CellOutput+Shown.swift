import BookRecords

extension String {
  /// The text as pages show it: what a terminal shows, without what differs from run to run.
  var shown: String { TerminalText.shown(self).withoutMemoryAddresses }

  /// The same in one line.
  var shownInOneLine: String {
    shown.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension CellOutput {
  /// The output with its texts as pages show them.
  var shown: CellOutput {
    switch self {
    case .text(let text): .text(text.shown)
    case .figure(let figure): .figure(figure.shown)
    case .table(let table): .table(table.shown)
    case .formula(let tex): .formula(tex.shown)
    case .paragraph(let text): .paragraph(text.shown)
    case .failure: self
    }
  }
}

extension FigureOutput {
  fileprivate var shown: FigureOutput {
    var figure = self
    figure.altText = altText.shown
    figure.data = data?.shown
    return figure
  }
}

extension TableOutput {
  fileprivate var shown: TableOutput {
    TableOutput(
      columns: columns.map(\.shown), rows: rows.map { $0.map(\.shown) }, isNumeric: isNumeric,
      hasTotal: hasTotal)
  }
}
