public import Datasets
import Errors
public import ModelFiles
public import NeuralNet

/// A training in progress: the network, what it was told, and how it went so far.
///
/// ```swift
/// var run = try TrainingRun(TrainingSettings(recipeName: "article"), dataSet: digits.source)
/// while run.epochs < run.recipe.epochs { try run.trainPass(on: training, test: test) }
/// ```
public struct TrainingRun: Sendable {
  public let settings: TrainingSettings
  public let recipe: TrainingRecipe
  /// Where the digits come from, in a line for readers.
  public let dataSet: String
  public private(set) var network: Network
  public private(set) var history = TrainingHistory()
  private var trainer: Trainer

  /// A training that has not begun.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  /// - Throws: `InputError` if the book has no such recipe.
  public init(
    _ settings: TrainingSettings, dataSet: String, threads: Int = defaultThreadCount()
  ) throws {
    self.settings = settings
    self.dataSet = dataSet
    recipe = try settings.recipe()
    network = try recipe.network(seed: settings.seed)
    trainer = recipe.trainer(seed: settings.seed, threads: threads)
  }

  /// A training that goes on where another one stopped, and comes to the same weights, bit by bit,
  /// as if it had not stopped.
  ///
  /// - Throws: `InputError` if the training began with other settings or digits.
  public init(
    resuming checkpoint: TrainingCheckpoint, _ settings: TrainingSettings, dataSet: String,
    threads: Int = defaultThreadCount()
  ) throws {
    try checkpoint.check(settings, dataSet: dataSet)
    try self.init(settings, dataSet: dataSet, threads: threads)
    try trainer.resume(from: checkpoint.state, &network)
    history = checkpoint.history
  }

  /// How many passes are finished.
  public var epochs: Int { trainer.epochs }

  /// Shows the network every digit once, then tests it.
  ///
  /// - Parameter onStep: is called after each batch, or after as many single digits as make one.
  /// - Throws: when a loss is not finite.
  @discardableResult
  public mutating func trainPass(
    on training: LabeledImages, test: LabeledImages, onStep: (TrainingStep) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingHistory.Pass {
    var reported = ReportedSteps(recipe.method)
    try trainer.trainEpoch(&network, on: training) { step in
      if let report = reported.append(step) { onStep(report) }
    }
    let evaluation = network.evaluate(on: test, threads: trainer.threads)
    let pass = TrainingHistory.Pass(
      epoch: epochs, testLoss: evaluation.meanLoss, testAccuracy: evaluation.accuracy)
    history.append(reported.steps, pass)
    return pass
  }

  /// What the file of weights says of itself.
  public var record: TrainingRecord {
    TrainingRecord(
      network: recipe.name, seed: settings.seed, dataSet: dataSet, epochs: epochs)
  }

  /// Everything that is needed to go on.
  ///
  /// - Throws: if numbers are not finite.
  public func checkpoint() throws -> TrainingCheckpoint {
    TrainingCheckpoint(
      settings: settings, dataSet: dataSet, state: try trainer.state(of: network),
      history: history)
  }
}
