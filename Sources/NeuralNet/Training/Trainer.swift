/// Trains networks: shuffles, cuts into batches, and lets the optimiser take a step for each.
///
/// ```swift
/// var trainer = Trainer(batchSize: 256, optimizer: Adam(learningRate: 2e-3), seed: 1)
/// for _ in 1...15 {
///   try trainer.trainEpoch(&network, on: digits) { step in losses.append(step.loss) }
/// }
/// ```
///
/// The same seed gives the same weights, bit by bit, for any number of threads.
public struct Trainer: Sendable {
  public let batchSize: Int
  public var optimizer: any Optimizer
  public let loss: any Loss
  public let threads: Int
  /// How many passes over the data were finished.
  public private(set) var epochs = 0
  private var generator: SeededGenerator

  /// - Parameters:
  ///   - seed: decides the order of the examples.
  ///   - threads: changes the time, never a bit of the result.
  public init(
    batchSize: Int = 256, optimizer: any Optimizer = Adam(),
    loss: any Loss = NegativeLogLikelihood(), seed: UInt64, threads: Int = defaultThreadCount()
  ) {
    self.batchSize = batchSize
    self.optimizer = optimizer
    self.loss = loss
    self.threads = threads
    generator = SeededGenerator(seed: seed)
  }

  /// Shows the network every example once.
  ///
  /// - Parameter onStep: is called after each step.
  /// - Throws: when a loss is not finite; the network is as it was before that step.
  /// - Precondition: the images have the network's input shape.
  public mutating func trainEpoch(
    _ network: inout Network, on images: LabeledImages, onStep: (TrainingStep) -> Void = { _ in }
  ) throws(TrainingError) {
    guard images.imageShape == network.inputShape else {
      fatalError(
        "trainEpoch: expected images \(network.inputShape), found \(images.imageShape)")
    }
    let executor = Executor(network, threads: threads)
    let batches = Batches(count: images.count, size: batchSize, using: &generator)
    for (index, batch) in batches.enumerated() {
      let (total, gradients) = executor.gradients(patterns: batch.count, loss: loss) {
        workspace, range in
        let indexes = batch[
          batch.startIndex + range.lowerBound..<batch.startIndex + range.upperBound]
        workspace.setInput(images, at: indexes)
        return indexes.map { Int(images.labels[$0]) }[...]
      }
      let step = TrainingStep(
        epoch: epochs + 1, batch: index + 1, batches: batches.count,
        loss: total / Double(batch.count), learningRate: optimizer.learningRate)
      guard step.loss.isFinite else { throw TrainingError(step: step) }
      optimizer.update(&network.parameters, gradients: gradients)
      executor.setParameters(network.parameters)
      onStep(step)
    }
    epochs += 1
  }

  /// Shows the network every example a number of times.
  ///
  /// - Throws: when a loss is not finite; the network is as it was before that step.
  public mutating func train(
    _ network: inout Network, on images: LabeledImages, epochs: Int,
    onStep: (TrainingStep) -> Void = { _ in }
  ) throws(TrainingError) {
    for _ in 0..<epochs { try trainEpoch(&network, on: images, onStep: onStep) }
  }
}
