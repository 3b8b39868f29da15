extension Trainer {
  /// Takes a step for each pattern.
  mutating func trainPatterns(
    _ rule: DiagonalLevenbergMarquardt, of network: inout Network, on images: LabeledImages,
    onStep: (TrainingStep) -> Void
  ) throws(TrainingError) {
    var descent = PatternDescent(network, loss: loss)
    let distortion = seededDistortion
    let order = generator.permutation(of: images.count)
    func run(_ position: Int) -> Double {
      descent.run(label: Int(images.labels[order[position]])) { memory in
        memory.setInput(images, at: order[position...position], distorted: distortion)
      }
    }

    for position in 0..<min(rule.estimationPatterns, order.count) {
      _ = run(position)
      descent.estimateCurvatures(weight: 1 / Float(position + 1))
    }
    descent.updateRates(mu: rule.mu)

    defer { network.parameters = descent.parameters }
    var last: TrainingStep?
    for position in order.indices {
      let total = run(position)
      let step = TrainingStep(
        epoch: epochs + 1, batch: position + 1, batches: order.count, loss: total,
        learningRate: learningRate(step: position, of: order.count))
      guard total.isFinite else {
        throw TrainingError(step: step, layer: descent.firstNonFiniteLayer)
      }
      if let running = rule.running, position % running.interval == 0 {
        descent.estimateCurvatures(weight: running.weight)
        descent.updateRates(mu: rule.mu)
      }
      descent.step(learningRate: step.learningRate)
      onStep(step)
      last = step
    }
    network.parameters = descent.parameters
    try checkWeights(of: network, after: last)
  }
}
