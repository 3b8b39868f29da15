public import Figures

/// The test error by the number of training digits, each seed a dot, beside the paper's Fig. 6.
///
/// - Source: LeCun et al. (1998), Fig. 6.
public struct ErrorByTrainingSize: Figure {
  public let plot: Plot
  private let words: String

  /// - Parameters:
  ///   - results: for each number of training digits the test errors of some seeds, from 0 to 1.
  ///   - showsPaper: whether the paper's curve is drawn too.
  public init(
    _ results: [(size: Int, errors: [Double])], label: String = "mean of the seeds",
    showsPaper: Bool = true, title: String = "Test error by the number of training digits",
    width: Points = 720, height: Points = 360
  ) {
    let sorted = results.filter { !$0.errors.isEmpty }.sorted { $0.size < $1.size }
    let means = sorted.map { 100 * $0.errors.reduce(0, +) / Double($0.errors.count) }
    let sizes = sorted.map { Double($0.size) / 1_000 }
    var marks: [any Mark] = []
    if showsPaper {
      marks.append(
        Line(
          x: PaperResults.testErrorsBySize.map { Double($0.size) / 1_000 },
          y: PaperResults.testErrorsBySize.map(\.error), label: "the paper", accent: 2, width: 1.5,
          dash: [6, 4]))
    }
    if !sorted.isEmpty {
      marks.append(Line(x: sizes, y: means, label: label, accent: 1, width: 2.5))
      if sorted.contains(where: { $0.errors.count > 1 }) {
        marks.append(
          Dots(
            x: sorted.flatMap { result in result.errors.map { _ in Double(result.size) / 1_000 } },
            y: sorted.flatMap { result in result.errors.map { 100 * $0 } }, label: "single seeds",
            accent: 3, radius: 2.5))
      }
    }
    let paper = showsPaper ? PaperResults.testErrorsBySize : []
    // From nothing, so that lengths can be compared.
    func range(_ values: [Double]) -> ClosedRange<Double>? {
      values.filter(\.isFinite).max().flatMap { $0 > 0 ? 0...($0 * 1.08) : nil }
    }
    plot = Plot(
      title: title,
      x: Axis(
        "training digits", unit: "thousands",
        range: range(sizes + paper.map { Double($0.size) / 1_000 })),
      y: Axis(
        "test error", unit: "%",
        range: range(sorted.flatMap { $0.errors.map { 100 * $0 } } + paper.map(\.error))),
      marks: marks, width: width, height: height)
    table = zip(sorted, means).map { ($0.size, $1) }
    self.showsPaper = showsPaper
    var trend = "There are no results"
    if let first = table.first, let last = table.last {
      trend =
        "With \(NumberText.grouped(first.0)) digits \(NumberText.compact(first.1)) % are misread, "
        + "with \(NumberText.grouped(last.0)) \(NumberText.compact(last.1)) %"
    }
    words = AltText.joined(
      title, trend,
      showsPaper
        ? "In the paper: "
          + PaperResults.testErrorsBySize.map {
            "\(NumberText.grouped($0.size)) digits \(NumberText.compact($0.error)) %"
          }.joined(separator: ", ") : "")
  }

  private let table: [(Int, Double)]
  private let showsPaper: Bool

  public func drawing() -> Drawing { plot.drawing() }

  public var altText: String { words }

  public var dataTable: DataTable? {
    let paper = Dictionary(
      uniqueKeysWithValues: PaperResults.testErrorsBySize.map { ($0.size, $0.error) })
    let sizes = Set(table.map(\.0)).union(showsPaper ? Array(paper.keys) : []).sorted()
    guard (1...60).contains(sizes.count) else { return nil }
    return DataTable(
      columns: [
        DataTable.Column("training digits", isNumeric: true),
        DataTable.Column("test error (%)", isNumeric: true),
      ] + (showsPaper ? [DataTable.Column("the paper (%)", isNumeric: true)] : []),
      rows: sizes.map { size in
        let ours = table.first { $0.0 == size }.map { NumberText.fixed($0.1, decimals: 2) } ?? ""
        let theirs = paper[size].map { NumberText.fixed($0, decimals: 2) } ?? ""
        return [NumberText.grouped(size), ours] + (showsPaper ? [theirs] : [])
      })
  }
}
