import CairoRenderer
import Figures
import Foundation
import Illustrations
import NeuralNet

/// Drawing the losses of a training.
enum FigureBenchmark: Benchmark {
  static let name = "figures"
  static let summary = "a loss plot in four variants, beside one by matplotlib"

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let (epochs, batchesPerEpoch) = (15, 235)
    var generator = SeededGenerator(seed: 1)
    let losses = (0..<epochs * batchesPerEpoch).map { batch in
      2.3 * exp(-Float(batch) / 300) + 0.02 + generator.uniform(in: 0...0.05)
    }
    try conditions.folder.write(losses, as: "losses")
    let matplotlib = try conditions.python.start(
      "loss_plot.py", importing: "matplotlib", [conditions.folder.path, "\(batchesPerEpoch)"])
    let contest = Contest(
      benchmark: name,
      work: "plot of \(NumberText.grouped(losses.count)) losses",
      threads: 1,
      rivals: [matplotlib.rival("matplotlib, one picture", threads: 1, work: "draw")])
    var entry = try contest.entry(conditions) {
      try seconds {
        let plot = LossPlot(losses: losses, batchesPerEpoch: batchesPerEpoch)
        _ = try PNGRenderer().variants(of: plot.drawing())
      }
    }
    entry.want(
      .times(5, cause: "the four have ten times the pixels of the one"), againstBestOf: "matplotlib"
    )
    return [entry]
  }
}
