public import Figures

/// The loss of each batch, faintly, with its running mean and the ends of the epochs.
public struct LossPlot: Figure {
  public var losses: [Double]
  public var batchesPerEpoch: Int
  public var title: String
  public var label: String
  public var isLogarithmic: Bool
  public var width: Points
  public var height: Points

  /// - Parameters:
  ///   - losses: one for each batch, in the order of training.
  ///   - batchesPerEpoch: at least 1.
  ///   - label: what the loss is, such as `cross-entropy`.
  public init<Loss: Plottable>(
    losses: [Loss], batchesPerEpoch: Int, title: String = "Loss of each batch",
    label: String = "loss", isLogarithmic: Bool = false, width: Points = 720, height: Points = 380
  ) {
    guard batchesPerEpoch > 0 else {
      fatalError("LossPlot: an epoch cannot have \(batchesPerEpoch) batches")
    }
    self.losses = losses.coordinates
    self.batchesPerEpoch = batchesPerEpoch
    self.title = title
    self.label = label
    self.isLogarithmic = isLogarithmic
    self.width = width
    self.height = height
  }

  public var plot: Plot {
    let epochs = losses.count / batchesPerEpoch
    let numbers = epochs > 0 ? Array(1...epochs) : []
    return Plot(
      title: title, x: Axis("batch", isWhole: true),
      y: Axis(label, kind: isLogarithmic ? .logarithmic : .linear),
      marks: [
        Rules(
          x: numbers.map { $0 * batchesPerEpoch }, labels: numbers.map(String.init),
          heading: "epoch"),
        SmoothedLine(
          x: Array(losses.indices.map { $0 + 1 }), y: losses, label: "running mean",
          rawLabel: "each batch"),
      ], width: width, height: height)
  }

  public func drawing() -> Drawing { plot.drawing() }

  public var altText: String { plot.altText }

  /// The mean loss of each epoch.
  public var dataTable: DataTable? {
    let starts = stride(from: 0, to: losses.count, by: batchesPerEpoch)
    let means = starts.map { start in
      let batches = losses[start..<min(start + batchesPerEpoch, losses.count)]
      return batches.reduce(0, +) / Double(batches.count)
    }
    guard (1...60).contains(means.count) else { return nil }
    return DataTable(
      columns: [
        DataTable.Column("epoch", isNumeric: true),
        DataTable.Column("mean \(label)", isNumeric: true),
      ],
      rows: NumberText.column(means, digits: 3).enumerated().map {
        ["\($0.offset + 1)", $0.element]
      })
  }
}
