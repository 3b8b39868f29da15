public import Figures

/// The test and the training error after each pass, beside the curves of the paper's Fig. 5.
///
/// - Source: LeCun et al. (1998), Fig. 5.
public struct ErrorByPass: Figure {
  public let plot: Plot
  private let words: String

  /// - Parameters:
  ///   - test: the share of test digits misread after each pass, from 0 to 1.
  ///   - training: the same of training digits; empty if it was not measured.
  ///   - showsPaper: whether the paper's curves are drawn too.
  public init(
    test: [Double], training: [Double] = [], showsPaper: Bool = true,
    title: String = "Error by pass", width: Points = 720, height: Points = 380
  ) {
    // The paper's curves are broken, and of the colour of what they stand beside.
    func line(_ errors: [Double], _ label: String, accent: Int, isPaper: Bool = false) -> [any Mark]
    {
      errors.isEmpty
        ? []
        : [
          Line(
            x: errors.indices.map { $0 + 1 }, y: errors, label: label, accent: accent,
            width: isPaper ? 1.5 : 2.5, dash: isPaper ? [6, 4] : [])
        ]
    }
    let (percent, trained) = (test.map { 100 * $0 }, training.map { 100 * $0 })
    let paper =
      showsPaper
      ? line(PaperResults.testErrors, "test, the paper", accent: 1, isPaper: true)
        + (training.isEmpty
          ? [] : line(PaperResults.trainingErrors, "training, the paper", accent: 2, isPaper: true))
      : []
    plot = Plot(
      title: title, x: Axis("pass", isWhole: true), y: Axis("error", unit: "%"),
      marks: paper + line(percent, "test", accent: 1) + line(trained, "training", accent: 2),
      width: width, height: height)
    func way(_ errors: [Double], _ name: String) -> String {
      guard let first = errors.first, let last = errors.last else { return "" }
      return "The \(name) error goes from \(NumberText.compact(first)) % after pass 1 to "
        + "\(NumberText.compact(last)) % after pass \(errors.count)"
    }
    words = AltText.joined(
      title, percent.isEmpty ? "There are no passes" : way(percent, "test"),
      way(trained, "training"),
      showsPaper
        ? "In the paper the test error falls from 2.64 % to 0.95 %, the training error from 4.88 % to "
          + "0.35 %" : "")
  }

  public func drawing() -> Drawing { plot.drawing() }

  public var altText: String { words }

  public var dataTable: DataTable? { plot.dataTable }
}
