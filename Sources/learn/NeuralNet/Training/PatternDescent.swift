import Kernels

/// Stochastic diagonal descent, one pattern at a time, in the memory of an engine.
struct PatternDescent {
  private let engine: Engine
  private let memory: ShardMemory
  private let loss: any Loss
  private let forward, forwardAfterStep, backward, curvatures, step: Program
  private let clear, estimate, rates: [Instruction]
  /// Whether a step has left copies of the weights behind.
  private var hasStepped = false
  private var label = 0

  init(_ network: Network, loss: any Loss) {
    self.loss = loss
    engine = Engine(network, as: .patterns, threads: 1)
    memory = engine.memory(0)
    let lowered = engine.network
    let (curvature, rates) = (lowered.memory(0), lowered.memory(1))
    let (ofPattern, count) = (Region(.gradients, 0), Int32(lowered.parameterCount))
    forward = lowered.forward(patterns: 1)
    forwardAfterStep = lowered.forward(patterns: 1, afterStep: true)
    backward = lowered.backward(patterns: 1)
    clear = [.fill((value: 0, count: count, output: ofPattern))]
    curvatures = lowered.curvatures()
    estimate = [
      .runningMean((input: ofPattern, weight: lowered.factors, count: count, mean: curvature))
    ]
    self.rates = [
      .diagonalRates(
        (
          curvatures: curvature, mask: lowered.mask, mu: lowered.factors, count: count,
          rates: rates
        ))
    ]
    step = lowered.step(by: StepRule(rates: rates, scale: lowered.factors))
  }

  /// The parameters as they are at the moment, in the order of definition.
  var parameters: [Tensor] { engine.currentParameters }

  /// The estimate of the second derivatives, in the order of definition.
  var estimatedCurvatures: [Tensor] { engine.remembered(0) }

  /// The row of the first layer whose numbers are not finite.
  var firstNonFiniteLayer: String? { memory.firstNonFiniteLayer }

  /// Runs one pattern forward and returns its loss.
  ///
  /// - Parameter fill: puts the pattern into memory.
  mutating func run(label: Int, fill: (ShardMemory) -> Void) -> Double {
    self.label = label
    fill(memory)
    memory.run(hasStepped ? forwardAfterStep : forward)
    let evaluated = loss.evaluate(outputs: memory.output(patterns: 1), labels: [label], scale: 1)
    memory.setOutput(\.gradient, evaluated.gradient, patterns: 1)
    return evaluated.total
  }

  /// Mixes the second derivatives of the pattern that was run last into the estimate.
  ///
  /// - Parameter weight: the pattern's share of the estimate; 1 forgets all earlier patterns.
  func estimateCurvatures(weight: Float) {
    // Some layers' second derivatives depend on the gradient at their output. What this adds to the
    // parameters' gradients is not needed.
    memory.run(backward)
    memory.run(clear)
    memory.setOutput(
      \.curvature, loss.curvatures(outputs: memory.output(patterns: 1), labels: [label]),
      patterns: 1)
    memory.run(curvatures)
    engine.setFactors([weight])
    memory.run(estimate)
  }

  /// Makes the rates of the estimate: `1 / (mu + h)`.
  func updateRates(mu: Float) {
    engine.setFactors([mu])
    memory.run(rates)
  }

  /// Takes a step along the gradient of the pattern that was run last.
  mutating func step(learningRate: Float) {
    engine.setFactors([learningRate])
    memory.run(step)
    hasStepped = true
  }
}
