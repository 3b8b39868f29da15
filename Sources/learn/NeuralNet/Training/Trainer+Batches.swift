extension Trainer {
  /// Takes a step for each batch.
  mutating func trainBatches(
    of size: Int, _ optimizer: any Optimizer, of network: inout Network,
    on images: LabeledImages, onStep: (TrainingStep) -> Void
  ) throws(TrainingError) {
    var optimizer = optimizer
    defer { method = .batches(size: size, optimizer) }
    let executor = Executor(network, threads: threads)
    let distortion = seededDistortion
    let batches = Batches(count: images.count, size: size, using: &generator)
    var last: TrainingStep?
    for (index, batch) in batches.enumerated() {
      optimizer.learningRate = learningRate(step: index, of: batches.count)
      let (total, gradients) = executor.gradients(patterns: batch.count, loss: loss) {
        workspace, range in
        let indexes = batch[
          batch.startIndex + range.lowerBound..<batch.startIndex + range.upperBound]
        if let distortion {
          workspace.setInput(images, at: indexes, distorted: distortion)
        } else {
          workspace.setInput(images, at: indexes)
        }
        return indexes.map { Int(images.labels[$0]) }[...]
      }
      let step = TrainingStep(
        epoch: epochs + 1, batch: index + 1, batches: batches.count,
        loss: total / Double(batch.count), learningRate: optimizer.learningRate)
      guard step.loss.isFinite else {
        throw TrainingError(step: step, layer: network.firstNonFiniteRow(images.images(at: batch)))
      }
      optimizer.update(&network.parameters, gradients: gradients)
      executor.setParameters(network.parameters)
      onStep(step)
      last = step
    }
    try checkWeights(of: network, after: last)
    if let last, !optimizer.isSound(for: network.parameters) {
      throw TrainingError(step: last, quantity: .memory)
    }
  }
}

extension Network {
  /// The row of the first layer whose numbers are not finite.
  fileprivate func firstNonFiniteRow(_ images: Tensor) -> String? {
    let activations = activations(of: images)
    return activations.names.first { !activations[$0].scalars.allSatisfy(\.isFinite) }
  }
}
