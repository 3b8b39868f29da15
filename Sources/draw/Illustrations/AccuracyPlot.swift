public import Figures

/// The share of digits a network gets right after each epoch.
public struct AccuracyPlot: Figure {
  public let plot: Plot

  /// - Parameters:
  ///   - test: after each epoch, from 0 to 1.
  ///   - training: the same for the training set.
  public init<Accuracy: Plottable>(
    test: [Accuracy], training: [Accuracy] = [], title: String = "Accuracy after each epoch",
    width: Points = 720, height: Points = 340
  ) {
    func line(_ accuracies: [Accuracy], _ label: String) -> [any Mark] {
      accuracies.isEmpty
        ? []
        : [
          Line(
            x: accuracies.indices.map { $0 + 1 }, y: accuracies.map { $0.coordinate * 100 },
            label: label)
        ]
    }
    plot = Plot(
      title: title, x: Axis("epoch", isWhole: true), y: Axis("accuracy", unit: "%"),
      marks: line(test, "test") + line(training, "training"), width: width, height: height)
  }

  public func drawing() -> Drawing { plot.drawing() }

  public var altText: String { plot.altText }

  public var dataTable: DataTable? { plot.dataTable }
}
