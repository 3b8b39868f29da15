extension Plot {
  public var altText: String {
    let kind = categories == nil ? "Plot" : "Bar chart"
    let axes = x.title.isEmpty ? y.title : "\(y.title) by \(x.title)"
    let scale = y.kind == .logarithmic ? ", logarithmic scale" : ""
    let head = (title.isEmpty ? "" : title + ". ") + "\(kind) of \(axes)\(scale)."
    let parts = marks.flatMap(\.series).map(describe)
    return ([head] + (parts.isEmpty ? ["No data."] : parts)).joined(separator: " ")
  }

  /// One sentence about the data of one series.
  private func describe(_ series: Series) -> String {
    let name = series.name ?? y.label
    let pairs = zip(series.x, series.y).filter { x.canShow($0) && y.canShow($1) }
    let missing = series.x.count - pairs.count
    let note = missing > 0 ? "; \(NumberText.grouped(missing)) cannot be drawn" : ""
    guard let first = pairs.first, let last = pairs.last,
      let lowest = pairs.min(by: { $0.1 < $1.1 }), let highest = pairs.max(by: { $0.1 < $1.1 })
    else { return "\(name): no points\(note)." }
    if let categories, pairs.count <= 12 {
      let values = pairs.map {
        "\(categories[Int($0.0)]) \(NumberText.significant($0.1, digits: 4))"
      }
      return "\(name): " + values.joined(separator: ", ") + "\(note)."
    }
    func at(_ pair: (Double, Double)) -> String {
      let place =
        categories.map { $0[Int(pair.0)] } ?? NumberText.compact(pair.0, digits: 4)
      return "\(NumberText.significant(pair.1)) at \(place)"
    }
    if pairs.count == 1 { return "\(name): one point, \(at(first))\(note)." }
    return "\(name): \(NumberText.grouped(pairs.count)) points from \(at(first)) to \(at(last)); "
      + "lowest \(at(lowest)), highest \(at(highest))\(note)."
  }

  /// A row for each x, a column for each series; `nil` for more than 60 rows.
  public var dataTable: DataTable? {
    let all = marks.flatMap(\.series)
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
      let name = categories.map { $0[Int(place)] } ?? NumberText.compact(place, digits: 6)
      return [name] + texts.map { $0[place] ?? "" }
    }
    return DataTable(columns: columns, rows: rows)
  }

  /// The series' name, with the y axis's where that has a unit.
  private func heading(of series: Series) -> String {
    guard let name = series.name else { return y.title.isEmpty ? "y" : y.title }
    return y.unit.isEmpty || name == y.label ? name : "\(name), \(y.title)"
  }
}
