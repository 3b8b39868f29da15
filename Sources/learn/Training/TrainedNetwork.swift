public import Datasets
public import Errors
public import Files
import Foundation
public import ModelFiles
public import NeuralNet

/// A network from a file of weights, ready to be used.
public struct TrainedNetwork: Sendable {
  public let network: Network
  public let recipe: TrainingRecipe
  /// How the network was trained.
  public let record: TrainingRecord

  /// - Throws: `InputError` if the file cannot be read, does not say which network it is
  ///   for, has not its tensors, or numbers in them that are not finite.
  public init(contentsOf file: InputFile) throws(InputError) {
    let tensors = try SafetensorsFile(contentsOf: file)
    record = try TrainingRecord(of: tensors)
    do {
      recipe = try TrainingRecipe.published(named: record.network)
    } catch {
      throw InputError(
        place: "\(file.path): __metadata__: network", expected: error.expected,
        found: error.found)
    }
    var network = try recipe.network(seed: record.seed)
    try network.load(tensors)
    for name in network.parameterNames {
      if let number = network[name].scalars.first(where: { !$0.isFinite }) {
        throw InputError(
          place: "\(file.path): \(name)", expected: "finite numbers",
          found: number.isNaN ? "nan" : "\(number)",
          advice: "train the network anew, with a smaller learning rate")
      }
    }
    self.network = network
  }

  /// Recognises a digit.
  ///
  /// - Throws: `InputError` if the weights are so large that the answer is no number.
  /// - Precondition: the digit is in MNIST's form, 28x28.
  public func prediction(for digit: GrayImage) throws(InputError) -> Prediction {
    let image = recipe.images(DigitSet(pixels: digit.pixels, labels: [0])).images(at: [0])
    let outputs = network(image).scalars
    guard outputs.allSatisfy(\.isFinite) else { throw Self.overflow("outputs for a digit") }
    return Prediction(network, outputs: outputs)
  }

  /// How many test digits the network recognises.
  ///
  /// - Throws: `InputError` if the weights are so large that the loss is no number.
  public func evaluation(
    on digits: DigitSet, threads: Int = defaultThreadCount()
  ) throws(InputError) -> Evaluation {
    let evaluation = network.evaluate(on: recipe.images(digits), threads: threads)
    guard evaluation.meanLoss.isFinite else { throw Self.overflow("a loss of the test digits") }
    return evaluation
  }

  private static func overflow(_ what: String) -> InputError {
    InputError(
      place: "weights", expected: "\(what) in finite numbers", found: "others",
      advice: "train the network anew, with a smaller learning rate")
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
