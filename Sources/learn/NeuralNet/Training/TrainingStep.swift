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
  /// What was not finite.
  public enum Quantity: Sendable, Hashable {
    /// The loss of the step, before its change of the weights.
    case loss
    /// The weights after the step.
    case weights
    /// What the rule remembers of gradients after the step.
    case memory
    /// The mean loss of the test digits after the step.
    case testLoss(Double)
  }

  /// The step at which it happened.
  public var step: TrainingStep
  public var quantity: Quantity
  /// The first layer whose numbers were not finite, if it was not the loss itself.
  public var layer: String?

  public init(step: TrainingStep, quantity: Quantity = .loss, layer: String? = nil) {
    self.step = step
    self.quantity = quantity
    self.layer = layer
  }

  public var description: String {
    let place = layer.map { "; the first layer that is not finite is \($0)" } ?? ""
    return "epoch \(step.epoch), batch \(step.batch): expected \(expectedAndFound)"
      + " (learning rate \(step.learningRate))\(place)"
  }

  private var expectedAndFound: String {
    // Some systems print the sign of a NaN.
    func text(_ loss: Double) -> String { loss.isNaN ? "nan" : "\(loss)" }
    return switch quantity {
    case .loss: "a finite loss, found \(text(step.loss))"
    case .weights: "finite weights after it, found others"
    case .memory: "finite means of gradients after it, found others"
    case .testLoss(let loss): "a finite loss of the test digits after it, found \(text(loss))"
    }
  }
}
