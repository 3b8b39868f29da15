extension Plot {
  /// Title and axes, what each series does on the whole, then extremes and what cannot be drawn.
  public var altText: String {
    let kind = categories == nil ? "Plot" : "Bar chart"
    let axes = x.title.isEmpty ? y.title : "\(y.title) by \(x.title)"
    let scale = y.kind == .logarithmic ? ", logarithmic scale" : ""
    let what = axes.isEmpty ? kind : "\(kind) of \(axes)"
    let head = AltText.shortened(
      (title.isEmpty ? "" : title + ". ") + "\(what)\(scale).", to: AltText.limit / 2)
    let words = marks.flatMap(\.describedSeries).map { SeriesWords($0, in: self) }
    if words.isEmpty { return head + " No data." }
    return AltText.joined(
      [head] + words.map(\.trend) + words.map(\.missing) + words.map(\.details),
      others: { count in
        // Details are left out without a word.
        let others =
          count - words.count { !$0.missing.isEmpty } - words.count { !$0.details.isEmpty }
        return others > 0 ? "And \(NumberText.grouped(others)) more series." : ""
      })
  }

  /// What a place of the x axis is called.
  func name(ofPlace place: Double) -> String {
    guard let categories, let index = Int(exactly: place), categories.indices.contains(index)
    else { return NumberText.compact(place, digits: 4) }
    return categories[index]
  }

  /// A row for each x, a column for each series; `nil` for more than 60 rows.
  public var dataTable: DataTable? {
    let all = marks.flatMap(\.series)
    if let named = namedTable(of: all) { return named }
    let places = all.reduce(into: Set<Double>()) { places, series in
      if places.count <= 60 { places.formUnion(series.x.lazy.filter(x.canShow).prefix(61)) }
    }
    guard (1...60).contains(places.count) else { return nil }
    // Of several numbers at one place a table can show only one.
    guard all.allSatisfy({ Set($0.x).count == $0.x.count }) else { return nil }
    let columns =
      [DataTable.Column(x.title.isEmpty ? "x" : x.title, isNumeric: categories == nil)]
      + all.map { DataTable.Column(heading(of: $0), isNumeric: true) }
    let texts = all.map { series in
      Dictionary(
        zip(series.x, NumberText.column(series.y)), uniquingKeysWith: { first, _ in first })
    }
    let rows = places.sorted().map { place in
      let name = categories == nil ? NumberText.compact(place, digits: 6) : name(ofPlace: place)
      return [name] + texts.map { $0[place] ?? "" }
    }
    return DataTable(columns: columns, rows: rows)
  }

  /// A row for each dot, if all have names.
  private func namedTable(of all: [Series]) -> DataTable? {
    let count = all.reduce(0) { $0 + $1.y.count }
    guard (1...60).contains(count), all.allSatisfy({ !$0.pointNames.isEmpty }) else { return nil }
    let rows = all.flatMap { series in
      zip(series.pointNames, zip(NumberText.column(series.x), NumberText.column(series.y)))
        .map { [$0, $1.0, $1.1] }
    }
    return DataTable(
      columns: [
        DataTable.Column("name"),
        DataTable.Column(x.title.isEmpty ? "x" : x.title, isNumeric: true),
        DataTable.Column(y.title.isEmpty ? "y" : y.title, isNumeric: true),
      ], rows: rows)
  }

  /// The series' name, with the y axis's where that has a unit.
  private func heading(of series: Series) -> String {
    guard let name = series.name else { return y.title.isEmpty ? "y" : y.title }
    return y.unit.isEmpty || name == y.label ? name : "\(name), \(y.title)"
  }
}
