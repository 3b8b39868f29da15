import NeuralNet
import SinglePasses

/// One layer of a network, or what is computed as one, alone: by the fast kernels and by the plain
/// loops of the textbook.
struct LayerKernels {
  private let name: String
  private let patterns: Int
  private let fast, plain: Network
  private let needsInput: Bool

  /// - Parameters:
  ///   - steps: the steps of the network that the parts stand for.
  ///   - parts: the same as the layers of a network.
  init(
    _ name: String, _ steps: [Network.Step], of network: Network, parts: [NetworkPart],
    patterns: Int
  ) throws {
    self.name = name
    self.patterns = patterns
    needsInput = steps[0].inputs != [0]
    let alone = try [Arithmetic.fast, .plain].map { arithmetic in
      var alone = try Network(
        input: steps[0].inputShape, seed: 1, parts: parts, arithmetic: arithmetic)
      let parameters = steps.flatMap(\.parameterNames).map { network[$0] }
      for (name, tensor) in zip(alone.parameterNames, parameters) { alone[name] = tensor }
      return alone
    }
    (fast, plain) = (alone[0], alone[1])
  }

  /// The kernels of both passes, each with its difference from the plain loops.
  func benchmarks(network: String) -> [KernelBenchmark] {
    var generator = SeededGenerator(seed: 1)
    func numbers(_ shape: [Int]) -> [Float] {
      (0..<patterns * shape.reduce(1, *)).map { _ in generator.uniform(in: -1...1) }
    }
    let (input, outputShape) = (numbers(fast.inputShape), fast.outputShape)
    // As pooling makes them, where there is any: three gradients of four are zero.
    let hasZeros = outputShape.count == 3 && outputShape[2] > 1
    let gradient = numbers(outputShape).map { slope in
      hasZeros && generator.uniform(in: 0...1) < 0.75 ? 0 : slope
    }
    let benches = [fast, plain].map { network in
      let bench = Bench(network, patterns: patterns, needsInput: needsInput)
      bench.setInput(input)
      bench.forward()
      bench.setOutputGradient(gradient)
      bench.backward()
      return bench
    }
    let results = benches.map { bench in
      bench.parameterGradients.flatMap(\.scalars) + (needsInput ? bench.inputGradient : [])
    }
    let cost = patterns * fast.summary.multiplyAdds
    let passes = (fast.parameterNames.isEmpty ? 0 : 1) + (needsInput ? 1 : 0)
    func benchmark(
      _ kernel: String, passes: Int, _ found: [Float], _ expected: [Float],
      _ run: @escaping () -> Void
    ) -> KernelBenchmark {
      KernelBenchmark(
        network: network, name: "\(name) \(kernel)", patterns: patterns,
        multiplyAdds: cost > 0 ? passes * cost : nil,
        difference: largestDifference(found, from: expected), run: run)
    }
    return [
      benchmark("forward", passes: 1, benches[0].output, benches[1].output, benches[0].forward),
      benchmark("backward", passes: passes, results[0], results[1], benches[0].backward),
    ]
  }
}
