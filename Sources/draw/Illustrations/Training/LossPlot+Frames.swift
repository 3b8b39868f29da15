public import Figures

extension LossPlot {
  /// The curve as it grew, one frame for each epoch; a single one where none was finished.
  public func animation() -> Animation {
    let epochs = max(losses.count / batchesPerEpoch, 1)
    return Animation(
      title: title, labels: (1...epochs).map { "epoch \($0)" }, maximumWidth: width
    ) { [self] index, width in
      frame(after: (index + 1) * batchesPerEpoch, width: width)
    }
  }

  /// The curve as it was after some of the batches, upon the axes of the whole run: one frame of an
  /// animation.
  ///
  /// - Parameter batches: how many are drawn, at most all.
  public func frame(after batches: Int, width: Points? = nil) -> Plot {
    var plot = plot
    let shown = min(max(batches, 0), losses.count)
    let finite = losses.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    plot.x.range = 1...Double(max(losses.count, 2))
    if let low = finite.min(), let high = finite.max(), low < high {
      plot.y.range = isLogarithmic ? low...high : min(low, 0)...high
    }
    plot.marks = plot.marks.map { mark in
      guard mark is SmoothedLine else { return mark }
      // The mean forgets as fast as in the whole curve.
      return SmoothedLine(
        x: (0..<shown).map { $0 + 1 }, y: Array(losses[..<shown]),
        halfLife: max(3, Double(losses.count) / 200), label: "running mean",
        rawLabel: "each batch")
    }
    if let width { plot.width = max(width, 240) }
    return plot
  }
}
