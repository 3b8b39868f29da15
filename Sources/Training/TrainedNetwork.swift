public import Datasets
import Errors
public import Foundation
public import ModelFiles
public import NeuralNet

/// A network from a file of weights, ready to be used.
public struct TrainedNetwork: Sendable {
  public let network: Network
  public let recipe: TrainingRecipe
  /// How the network was trained.
  public let record: TrainingRecord

  /// - Throws: `InputError` if the file cannot be read, does not say which network it is
  ///   for, or has not its tensors.
  public init(contentsOf url: URL) throws {
    let file = try SafetensorsFile(contentsOf: url)
    record = try TrainingRecord(of: file)
    do {
      recipe = try TrainingRecipe.published(named: record.network)
    } catch {
      throw InputError(
        place: "\(url.lastPathComponent): __metadata__: network", expected: error.expected,
        found: error.found)
    }
    var network = try recipe.network(seed: record.seed)
    try network.load(file)
    self.network = network
  }

  /// Recognises a digit.
  ///
  /// - Precondition: the digit is in MNIST's form, 28x28.
  public func prediction(for digit: GrayImage) -> Prediction {
    let image = recipe.images(DigitSet(pixels: digit.pixels, labels: [0])).images(at: [0])
    return Prediction(network, outputs: network(image).scalars)
  }
}

/// What a network says about one image.
public struct Prediction: Sendable, Hashable {
  /// The classes, the likeliest first.
  public let ranking: [Int]
  /// The network's output for each class.
  public let outputs: [Float]
  /// Whether outputs are penalties, or else logarithms of probabilities.
  public let arePenalties: Bool

  public init(_ network: Network, outputs: [Float]) {
    self.outputs = outputs
    arePenalties = network.smallestOutputWins
    let sign: Float = arePenalties ? 1 : -1
    // Sorting pairs puts the first of equals first.
    ranking = outputs.enumerated()
      .sorted { (sign * $0.element, $0.offset) < (sign * $1.element, $1.offset) }
      .map(\.offset)
  }

  /// The output of a class for readers: a probability in percent, or a penalty.
  public func text(for label: Int) -> String {
    arePenalties
      ? String(format: "penalty %.1f", outputs[label])
      : String(format: "%.2f %%", 100 * exp(Double(outputs[label])))
  }

  /// The answer in a line: `7 (99.31 %), runner-up 1 (0.42 %)`.
  public var summary: String {
    ranking.prefix(2).map { "\($0) (\(text(for: $0)))" }.joined(separator: ", runner-up ")
  }

  /// All classes in a line: `0: 0.01 %, 1: 0.42 %, ...`.
  public var scores: String {
    outputs.indices.map { "\($0): \(text(for: $0))" }.joined(separator: ", ")
  }
}
