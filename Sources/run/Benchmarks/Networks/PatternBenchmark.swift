import Datasets
import Figures
import Foundation
import NeuralNet

/// A pass of LeNet-5 of 1998, which takes a step for each digit.
enum PatternBenchmark: Benchmark {
  static let name = "patterns"
  static let summary = "a pass of LeNet-5 of 1998, a step for each digit, beside PyTorch"

  /// How many digits PyTorch is shown: all of them would take minutes.
  private static let peerDigits = 2_000

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let recipe = TrainingRecipe.lenet1998
    let (folder, digits) = (conditions.folder, conditions.digits)
    let images = recipe.images(digits.training)
    let network = try recipe.network(seed: 1)
    try folder.write(digits.training[0..<peerDigits], fit: recipe.fit, as: "padded-training")
    try folder.write(digits.test[0..<1_024], fit: recipe.fit, as: "padded-test")
    try folder.write(network.weightsInOrder, as: "lenet5-weights")
    try folder.write(RBFCodes.digits.scalars, as: "lenet5-codes")
    let torch = try conditions.python.start(
      "lenet5_torch.py", importing: "torch", [folder.path, "\(peerDigits)"])
    if case .running(let peer) = torch {
      _ = try peer.seconds(for: "outputs")
      try folder.check(
        "lenet5-torch-outputs",
        against: network(recipe.images(digits.test[0..<1_024]).images(at: 0..<1_024)).scalars,
        bound: 1e-5)
      _ = try peer.seconds(for: "gradients")
      let first = images.images(at: 0..<1)
      let gradients = network.gradients(
        images: first, labels: [Int(digits.training.labels[0])], loss: recipe.loss
      ).gradients
      try folder.check(
        "lenet5-torch-gradients",
        against: network.parameterNames.flatMap { gradients[$0]?.scalars ?? [] }, bound: 1e-5)
    }

    let contest = Contest(
      benchmark: name,
      work: "network of 1998, \(NumberText.grouped(images.count)) digits",
      threads: 1, multiplyAdds: images.count * network.summary.trainingMultiplyAdds,
      rivals: [
        torch.rival(
          "PyTorch, \(NumberText.grouped(peerDigits)) of them", threads: 1, work: "train",
          scale: Double(images.count) / Double(peerDigits))
      ])
    // The paper's rule, which estimates second derivatives before each pass. PyTorch is spared that.
    var trainer = Trainer(DiagonalLevenbergMarquardt(mu: 0.1), loss: recipe.loss, seed: 1)
    var trained = network
    var entry = try contest.entry(conditions) {
      try seconds { try trainer.trainEpoch(&trained, on: images) }
    }
    entry.want(
      .times(
        40,
        cause: "nothing is zero behind a tanh, so no gradient is left out, and one pattern at a "
          + "time fetches all weights twice and their rates once"), againstBestOf: "PyTorch")
    entry.want(.seconds(4))
    return [entry]
  }
}
