/// What the alt text of a plot says of one series.
struct SeriesWords {
  /// What the series does on the whole.
  let trend: String
  let details: String
  /// How many of its numbers are gaps.
  let missing: String

  init(_ series: Series, in plot: Plot) {
    let name = series.name ?? (plot.y.label.isEmpty ? "y" : plot.y.label)
    let shown = series.x.indices.filter {
      plot.x.canShow(series.x[$0]) && plot.y.canShow(series.y[$0])
    }
    let gaps = series.x.count - shown.count
    missing =
      gaps == 0
      ? ""
      : "\(name): \(NumberText.grouped(gaps)) cannot be drawn, \(gaps == 1 ? "a gap" : "gaps")."
    func at(_ index: Int) -> String {
      series.pointNames.isEmpty
        ? plot.name(ofPlace: series.x[index]) : series.pointNames[index]
    }
    func say(_ index: Int) -> String {
      "\(NumberText.significant(series.y[index])) at \(at(index))"
    }
    guard let lowest = shown.min(by: { series.y[$0] < series.y[$1] }),
      let highest = shown.max(by: { series.y[$0] < series.y[$1] })
    else {
      (trend, details) = ("\(name): no points.", "")
      return
    }
    let pairs = shown.map { (x: series.x[$0], y: series.y[$0]) }
    let extremes = "\(name): lowest \(say(lowest)), highest \(say(highest))."
    if plot.categories != nil {
      let values = shown.map {
        "\(at($0)) \(NumberText.significant(series.y[$0], digits: 4))"
      }
      let list = "\(name): \(values.joined(separator: ", "))."
      // A few numbers are their own summary.
      (trend, details) = shown.count <= 3 ? (list, "") : (extremes, shown.count <= 12 ? list : "")
    } else if shown.count == 1 {
      (trend, details) = ("\(name): one point, \(say(lowest)).", "")
    } else if zip(pairs, pairs.dropFirst()).allSatisfy({ $0.x <= $1.x }) {
      let sentence = Trend(pairs, kind: plot.y.kind).sentence(
        name, at: { plot.name(ofPlace: $0) })
      let count = "\(NumberText.grouped(shown.count)) points"
      trend = sentence
      details =
        shown.count > 2
        ? "\(name): \(count), lowest \(say(lowest)), highest \(say(highest))." : ""
    } else {
      let relation = Relation.sentence(name, pairs, x: plot.x.label, y: plot.y.label)
      (trend, details) = relation.isEmpty ? (extremes, "") : (relation, extremes)
    }
  }
}
