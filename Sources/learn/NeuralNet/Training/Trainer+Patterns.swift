extension Trainer {
  /// Takes a step for each pattern.
  mutating func trainPatterns(
    _ rule: DiagonalLevenbergMarquardt, of network: inout Network, on images: LabeledImages,
    onStep: (TrainingStep) -> Void
  ) throws(TrainingError) {
    let executor = PatternExecutor(network)
    let (loss, distortion) = (loss, seededDistortion)
    let order = generator.permutation(of: images.count)

    func run(_ position: Int) -> (label: Int, loss: Double) {
      let label = Int(images.labels[order[position]])
      let total = executor.run(label: label, loss: loss) { workspace in
        if let distortion {
          workspace.setInput(images, at: order[position...position], distorted: distortion)
        } else {
          workspace.setInput(images, at: order[position...position])
        }
      }
      return (label, total)
    }

    for position in 0..<min(rule.estimationPatterns, order.count) {
      let label = run(position).label
      executor.estimateCurvatures(label: label, loss: loss, weight: 1 / Float(position + 1))
    }
    executor.updateRates(mu: rule.mu)

    defer { network.parameters = executor.parameters }
    var last: TrainingStep?
    for position in order.indices {
      let (label, total) = run(position)
      let step = TrainingStep(
        epoch: epochs + 1, batch: position + 1, batches: order.count, loss: total,
        learningRate: learningRate(step: position, of: order.count))
      guard total.isFinite else {
        throw TrainingError(step: step, layer: executor.firstNonFiniteRow)
      }
      if let running = rule.running, position % running.interval == 0 {
        executor.estimateCurvatures(label: label, loss: loss, weight: running.weight)
        executor.updateRates(mu: rule.mu)
      }
      executor.descend(learningRate: step.learningRate)
      onStep(step)
      last = step
    }
    network.parameters = executor.parameters
    try checkWeights(of: network, after: last)
  }
}
