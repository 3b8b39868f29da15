/// What happened at one step of training.
public struct TrainingStep: Sendable, Hashable, Codable {
  /// The pass over the data, from 1.
  public var epoch: Int
  /// The batch in this pass, from 1.
  public var batch: Int
  /// How many batches a pass has.
  public var batches: Int
  /// The mean loss of the batch, before the step.
  public var loss: Double
  public var learningRate: Float

  public init(epoch: Int, batch: Int, batches: Int, loss: Double, learningRate: Float) {
    self.epoch = epoch
    self.batch = batch
    self.batches = batches
    self.loss = loss
    self.learningRate = learningRate
  }
}

/// Training that left the range of numbers.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The step whose loss was not finite.
  public var step: TrainingStep
  /// The first layer whose numbers were not finite, if it was not the loss itself.
  public var layer: String?

  public init(step: TrainingStep, layer: String? = nil) {
    self.step = step
    self.layer = layer
  }

  public var description: String {
    // Some systems print the sign of a NaN.
    let found = step.loss.isNaN ? "nan" : "\(step.loss)"
    let place = layer.map { "; the first layer that is not finite is \($0)" } ?? ""
    return "epoch \(step.epoch), batch \(step.batch): expected a finite loss, found \(found)"
      + " (learning rate \(step.learningRate))\(place)"
  }
}
