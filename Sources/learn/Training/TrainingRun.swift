public import Datasets
public import Errors
public import ModelFiles
public import NeuralNet

/// A training in progress: the network, what it was told, and how it went so far.
///
/// ```swift
/// var run = try TrainingRun(
///   TrainingSettings(recipeName: "article"), data: TrainingData(digits))
/// while run.epochs < run.recipe.epochs { try run.trainPass(on: training, test: test) }
/// ```
public struct TrainingRun: Sendable {
  public let settings: TrainingSettings
  public let recipe: TrainingRecipe
  public let data: TrainingData
  public private(set) var network: Network
  public private(set) var history = TrainingHistory()
  private var trainer: Trainer

  /// A training that has not begun.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  /// - Throws: `InputError` if the book has no such recipe.
  public init(
    _ settings: TrainingSettings, data: TrainingData, threads: Int = defaultThreadCount()
  ) throws(InputError) {
    self.settings = settings
    self.data = data
    recipe = try settings.recipe()
    network = try recipe.network(seed: settings.seed)
    trainer = recipe.trainer(seed: settings.seed, threads: threads)
  }

  /// A training that goes on where another one stopped, and comes to the same weights, bit by bit,
  /// as if it had not stopped.
  ///
  /// - Parameter settings: those that ``TrainingCheckpoint/settings(for:)`` returns.
  /// - Throws: `InputError` if the training began with other digits, or another network.
  public init(
    resuming checkpoint: TrainingCheckpoint, _ settings: TrainingSettings, data: TrainingData,
    threads: Int = defaultThreadCount()
  ) throws(InputError) {
    try checkpoint.check(data)
    try self.init(settings, data: data, threads: threads)
    try trainer.resume(from: checkpoint.state, &network)
    history = checkpoint.history
  }

  /// How many passes are finished.
  public var epochs: Int { trainer.epochs }

  /// Shows the network every digit once, then tests it.
  ///
  /// - Parameter onStep: is called after each batch, or after as many single digits as make one.
  /// - Throws: when a loss or a weight is not finite.
  @discardableResult
  public mutating func trainPass(
    on training: LabeledImages, test: LabeledImages, onStep: (TrainingStep) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingHistory.Pass {
    var reported = ReportedSteps(recipe.method)
    var last = TrainingStep(
      epoch: epochs + 1, batch: 0, batches: 0, loss: 0, learningRate: trainer.learningRate)
    try trainer.trainEpoch(&network, on: training) { step in
      last = step
      if let report = reported.append(step) { onStep(report) }
    }
    let evaluation = network.evaluate(on: test, threads: trainer.threads)
    guard evaluation.meanLoss.isFinite else {
      throw TrainingError(step: last, quantity: .testLoss(evaluation.meanLoss))
    }
    let pass = TrainingHistory.Pass(
      epoch: epochs, testLoss: evaluation.meanLoss, testAccuracy: evaluation.accuracy)
    history.append(reported.steps, pass)
    return pass
  }

  /// What the file of weights says of itself.
  public var record: TrainingRecord {
    TrainingRecord(
      network: recipe.name, seed: settings.seed, dataSet: data.source, epochs: epochs,
      command: settings.command, testError: history.passes.last.map { 1 - $0.testAccuracy })
  }

  /// Everything that is needed to go on.
  ///
  /// - Throws: if numbers are not finite.
  public func checkpoint() throws -> TrainingCheckpoint {
    TrainingCheckpoint(
      settings: settings, data: data, state: try trainer.state(of: network),
      history: history)
  }
}
