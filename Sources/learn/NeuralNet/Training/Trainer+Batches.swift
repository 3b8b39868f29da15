extension Trainer {
  /// Takes a step for each batch.
  mutating func trainBatches(
    of size: Int, _ optimizer: any Optimizer, of network: inout Network,
    on images: LabeledImages, onStep: (TrainingStep) -> Void
  ) throws(TrainingError) {
    let engine = Engine(network, as: .batches, threads: threads)
    var stepper = Stepper(optimizer, engine)
    defer {
      network.parameters = engine.currentParameters
      method = .batches(size: size, stepper.finished(engine))
    }
    let distortion = seededDistortion
    let batches = Batches(count: images.count, size: size, using: &generator)
    var last: TrainingStep?
    for (index, batch) in batches.enumerated() {
      let rate = learningRate(step: index, of: batches.count)
      let total = engine.gradients(patterns: batch.count, loss: loss) { memory, range in
        let indexes = batch[
          batch.startIndex + range.lowerBound..<batch.startIndex + range.upperBound]
        memory.setInput(images, at: indexes, distorted: distortion)
        return indexes.map { Int(images.labels[$0]) }[...]
      }
      let step = TrainingStep(
        epoch: epochs + 1, batch: index + 1, batches: batches.count,
        loss: total / Double(batch.count), learningRate: rate)
      guard step.loss.isFinite else {
        network.parameters = engine.currentParameters
        throw TrainingError(
          step: step, layer: network.firstNonFiniteLayer(images.images(at: batch)))
      }
      stepper.step(engine, patterns: batch.count, learningRate: rate)
      onStep(step)
      last = step
    }
    network.parameters = engine.currentParameters
    try checkWeights(of: network, after: last)
    if let last, !stepper.finished(engine).isSound(for: network.parameters) {
      throw TrainingError(step: last, quantity: .memory)
    }
  }
}

extension Network {
  /// The row of the first layer whose numbers are not finite.
  fileprivate func firstNonFiniteLayer(_ images: Tensor) -> String? {
    let activations = activations(of: images)
    return activations.names.first { !activations[$0].scalars.allSatisfy(\.isFinite) }
  }
}

/// Lets an optimiser take steps in an engine, whose memory holds meanwhile what the rule remembers.
private struct Stepper {
  private(set) var optimizer: any Optimizer
  private var hasStepped = false

  init(_ optimizer: any Optimizer, _ engine: Engine) {
    self.optimizer = optimizer
    let memories = (optimizer as? any PackedOptimizer)?.memories ?? []
    for (index, numbers) in memories.enumerated() { engine.remember(numbers, as: index) }
  }

  /// The optimiser with all that it remembers.
  func finished(_ engine: Engine) -> any Optimizer {
    guard hasStepped, var packed = optimizer as? any PackedOptimizer else { return optimizer }
    packed.memories = (0..<packed.memoryCount).map { engine.remembered($0).map(\.scalars) }
    return packed
  }

  mutating func step(_ engine: Engine, patterns: Int, learningRate: Float) {
    optimizer.learningRate = learningRate
    hasStepped = true
    if var packed = optimizer as? any PackedOptimizer {
      engine.setFactors(packed.beginStep())
      engine.update(patterns: patterns, by: packed)
      optimizer = packed
    } else {
      // A rule that knows only tensors.
      engine.update(patterns: patterns, by: nil)
      var parameters = engine.currentParameters
      optimizer.update(&parameters, gradients: engine.currentGradients)
      engine.setParameters(parameters)
    }
  }
}
