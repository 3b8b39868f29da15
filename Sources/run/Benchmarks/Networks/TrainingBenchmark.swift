import Datasets
import Figures
import Foundation
import NeuralNet

/// An epoch of training of the article's network.
enum TrainingBenchmark: Benchmark {
  static let name = "training"
  static let summary = "an epoch of the article's network, beside PyTorch and one thread"

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let recipe = TrainingRecipe.article
    let images = recipe.images(conditions.digits.training)
    let network = try conditions.articleNetwork()
    let torch = try conditions.python.start(
      "article_torch.py", importing: "torch",
      [conditions.folder.path, "\(conditions.threads)"])
    try conditions.check(torch, "article-torch-outputs", against: network)
    try checkStep(conditions, torch, network)

    /// One epoch after the other on so many threads.
    func epochs(threads: Int) -> () throws -> Double {
      var (network, trainer) = (network, recipe.trainer(seed: 1, threads: threads))
      return { try seconds { try trainer.trainEpoch(&network, on: images) } }
    }
    var contest = Contest(
      benchmark: name,
      work: "training, \(NumberText.grouped(images.count)) digits",
      threads: conditions.threads,
      multiplyAdds: images.count * network.summary.trainingMultiplyAdds)
    contest.rivals = [
      torch.rival("PyTorch", threads: conditions.threads, work: "train"),
      torch.rival(
        "PyTorch, channels last", threads: conditions.threads, work: "train-channels-last"),
    ]
    if conditions.threads > 1 {
      contest.rivals.append(
        Contest.Rival(name: ourselves, threads: 1, work: .seconds(epochs(threads: 1))))
    }
    var entry = try contest.entry(conditions, own: epochs(threads: conditions.threads))
    entry.want(
      .times(
        8,
        cause: "the forward pass, most of it at nine tenths of the peak, would take two thirds of "
          + "that time; the peer uses the same registers"), againstBestOf: "PyTorch")
    // The goal is one for two threads: each should do nine tenths of what it does alone.
    entry.want(.times(0.9 * Double(conditions.threads)), againstBestOf: ourselves)
    let alone = entry.comparisons.first { $0.peer == ourselves }?.sample.map { sample in
      Entry(
        name, work: contest.work, threads: 1, sample: sample, multiplyAdds: contest.multiplyAdds,
        peak: conditions.peak)
    }
    return [entry] + [alone].compactMap { $0 }
  }

  private static let ourselves = "itself"

  /// Checks that a step on the first 256 digits leads PyTorch to our weights.
  ///
  /// - Throws: `Disagreement` if it leads elsewhere.
  private static func checkStep(
    _ conditions: Conditions, _ torch: Python.Started, _ network: Network
  ) throws {
    guard case .running(let peer) = torch else { return }
    let recipe = TrainingRecipe.article
    var (stepped, trainer) = (network, recipe.trainer(seed: 1, threads: conditions.threads))
    try trainer.trainEpoch(&stepped, on: recipe.images(conditions.digits.training[0..<256]))
    _ = try peer.seconds(for: "step")
    try conditions.folder.check(
      "article-torch-step", against: stepped.weightsInOrder, bound: 1e-5)
  }
}

extension NetworkSummary {
  /// The multiply-adds of one pattern, forward and for both gradients, if none are left out: as
  /// many again for the weights, and as many again for the inputs of all layers but the first.
  var trainingMultiplyAdds: Int {
    let first = layers.filter { $0.inputs == ["input"] }.reduce(0) { $0 + $1.multiplyAdds }
    return 3 * multiplyAdds - first
  }
}
