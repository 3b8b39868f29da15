import Kernels
import NeuralNet

/// A convolution, ReLU and max-pooling as training computes them, as one kernel, or the branches of
/// the article's network with their sum.
struct FusedKernels {
  private let name: String
  private let patterns: Int
  private let multiplyAdds: Int
  private let convolution: Network.Step
  private let branches: Int
  private let layout: MapLayout
  private let operation: PooledConvolution
  /// One for each branch, with the same input.
  private let numbers: [LayerNumbers]
  private let pooledGradient: [Float]

  /// The fused kernels of the article's network.
  static func articleKernels(_ network: Network, patterns: Int) throws -> [FusedKernels] {
    func steps(_ names: [String]) -> [Network.Step] {
      names.compactMap { name in network.steps.first { $0.name == name } }
    }
    return try [["c1"], ["c2a", "c2b"]].map { names in
      try FusedKernels(steps(names), of: network, patterns: patterns)
    }
  }

  private init(_ steps: [Network.Step], of network: Network, patterns: Int) throws {
    guard case .layer(let layer as Conv2D) = steps[0].operation else {
      throw Disagreement(place: "\(steps[0].name): no convolution", bound: 0, difference: 0)
    }
    name = steps.map(\.name).joined(separator: " and ") + " with ReLU and pooling"
    self.patterns = patterns
    convolution = steps[0]
    branches = steps.count
    multiplyAdds = patterns * branches * layer.cost(for: steps[0].inputShape).multiplyAdds
    layout = MapLayout(steps[0].inputShape, isPadded: steps[0].inputShape[0] > 1)
    operation = PooledConvolution(
      layer, branches: branches, over: layout, kernels: .fastest)
    numbers = steps.map { step in
      LayerNumbers(step, parameters: step.parameterNames.map { network[$0] }, patterns)
    }
    var generator = SeededGenerator(seed: 2)
    let output = operation.output
    pooledGradient = (0..<patterns * output.maps * output.height * output.width).map { _ in
      generator.uniform(in: -1...1)
    }
  }

  func benchmarks(network: String) -> [KernelBenchmark] {
    var (packed, scratch) = (PackedParameters(), LayerScratch())
    operation.pack(numbers.flatMap(\.parameters)[...], into: &packed)
    let input = layout.laidOut(numbers[0].input, patterns: patterns)
    var output = operation.output.makeStorage(patterns: patterns)
    var gradient = operation.makeGradient()
    var inputGradient = layout.makeStorage(patterns: patterns)
    func forward() {
      operation.forward(
        input, patterns: patterns, parameters: packed, scratch: &scratch, output: &output)
    }
    forward()
    let pass = BackwardPass(
      patterns: patterns, parameters: packed, input: input, output: output,
      outputGradient: operation.output.laidOut(pooledGradient, patterns: patterns))
    func addParameterGradient() {
      operation.addParameterGradient(of: pass, scratch: &scratch, to: &gradient)
    }
    func addInputGradient() {
      operation.addInputGradient(of: pass, scratch: &scratch, to: &inputGradient)
    }
    addParameterGradient()
    addInputGradient()
    let expected = plainPasses()
    func benchmark(
      _ kernel: String, _ found: [Float], _ expected: [Float], _ run: @escaping () -> Void
    ) -> KernelBenchmark {
      KernelBenchmark(
        network: network, name: "\(name) \(kernel)", patterns: patterns,
        multiplyAdds: multiplyAdds, difference: largestDifference(found, from: expected), run: run)
    }
    let kernels = [
      benchmark(
        "forward", operation.output.rowMajor(output, patterns: patterns), expected.output,
        forward),
      benchmark(
        "weight gradient", operation.unpack(gradient).flatMap { $0 }, expected.weightGradients,
        addParameterGradient),
    ]
    guard convolution.inputs != [0] else { return kernels }
    return kernels + [
      benchmark(
        "input gradient", layout.rowMajor(inputGradient, patterns: patterns),
        expected.inputGradient, addInputGradient)
    ]
  }

  /// What the plain loops make of the same numbers, one after the other, all branches added.
  private func plainPasses() -> (
    output: [Float], weightGradients: [Float], inputGradient: [Float]
  ) {
    let shape = convolution.outputShape
    var output = [Float](repeating: 0, count: pooledGradient.count)
    var weightGradients: [Float] = []
    var inputGradient = [Float](repeating: 0, count: numbers[0].input.count)
    for branch in numbers {
      let sums = PlainPass(Conv2D(maps: shape[0], kernel: branch.kernel), branch).output
      var rectified = sums
      plainRectifier(sums, count: sums.count, output: &rectified)
      var pooled = output
      var winners = [Int32](repeating: 0, count: pooled.count)
      let images = patterns * shape[0]
      plainMaxPooling(
        rectified, images: images, height: shape[1], width: shape[2], window: 2, output: &pooled,
        winners: &winners)
      for index in output.indices { output[index] += pooled[index] }
      var behindReLU = [Float](repeating: 0, count: sums.count)
      plainMaxPoolingGradient(
        pooledGradient, winners: winners, images: images, height: shape[1], width: shape[2],
        window: 2, inputGradient: &behindReLU)
      var beforeReLU = [Float](repeating: 0, count: sums.count)
      plainRectifierGradient(
        rectified, outputGradient: behindReLU, count: sums.count, inputGradient: &beforeReLU)
      let pass = PlainPass(
        Conv2D(maps: shape[0], kernel: branch.kernel),
        branch.replacingOutputGradient(with: beforeReLU))
      weightGradients += pass.weightGradient + pass.biasGradient
      for index in inputGradient.indices { inputGradient[index] += pass.inputGradient[index] }
    }
    return (output, weightGradients, inputGradient)
  }
}

extension LayerNumbers {
  /// The side of a convolution's kernel.
  fileprivate var kernel: Int { parameters[0].shape[2] }

  fileprivate func replacingOutputGradient(with gradient: [Float]) -> LayerNumbers {
    var numbers = self
    numbers.outputGradient = gradient
    return numbers
  }
}
