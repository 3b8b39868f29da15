import Kernels
import NeuralNet

// A convolution, ReLU and max-pooling as training computes them, as one kernel, or the branches of
// the article's network with their sum.
extension OperationKernels {
  /// The fused kernels of the article's network.
  static func fused(_ network: Network, patterns: Int) throws -> [OperationKernels] {
    try [["c1"], ["c2a", "c2b"]].map { names in
      let steps = names.compactMap { name in network.steps.first { $0.name == name } }
      return try OperationKernels(branches: steps, of: network, patterns: patterns)
    }
  }

  /// - Parameter steps: the convolutions of the branches, with the same input.
  private init(branches steps: [Network.Step], of network: Network, patterns: Int) throws {
    guard case .layer(let layer as Conv2D) = steps[0].operation else {
      throw Disagreement(place: "\(steps[0].name): no convolution", bound: 0, difference: 0)
    }
    let numbers = steps.map { step in
      LayerNumbers(step, parameters: step.parameterNames.map { network[$0] }, patterns)
    }
    let layout = MapLayout(steps[0].inputShape, isPadded: steps[0].inputShape[0] > 1)
    let operation = PooledConvolution(
      layer, branches: steps.count, over: layout, kernels: .fastest)
    var generator = SeededGenerator(seed: 2)
    let (output, isFirst) = (operation.output, steps[0].inputs == [0])
    let gradient = (0..<patterns * output.maps * output.height * output.width).map { _ in
      generator.uniform(in: -1...1)
    }
    var expected = plainBranches(numbers, convolution: steps[0], pooledGradient: gradient)
    if isFirst { expected.inputGradient = nil }
    self.init(
      name: steps.map(\.name).joined(separator: " and ") + " with ReLU and pooling",
      operation: operation, patterns: patterns,
      multiplyAdds: patterns * steps.count * layer.cost(for: steps[0].inputShape).multiplyAdds,
      layout: layout, input: numbers[0].input, parameters: numbers.flatMap(\.parameters),
      outputGradient: gradient, expected: expected)
  }
}

/// What the plain loops make of the same numbers, one layer after the other, all branches added.
private func plainBranches(
  _ branches: [LayerNumbers], convolution: Network.Step, pooledGradient: [Float]
) -> OperationKernels.Expected {
  let shape = convolution.outputShape
  var output = [Float](repeating: 0, count: pooledGradient.count)
  var parameterGradients: [Float] = []
  var inputGradient = [Float](repeating: 0, count: branches[0].input.count)
  for branch in branches {
    let layer = Conv2D(maps: shape[0], kernel: branch.parameters[0].shape[2])
    let sums = PlainPass(layer, branch).output
    var rectified = sums
    plainRectifier(sums, count: sums.count, output: &rectified)
    var pooled = output
    var winners = [Int32](repeating: 0, count: pooled.count)
    let images = branch.patterns * shape[0]
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
    var numbers = branch
    numbers.outputGradient = beforeReLU
    let pass = PlainPass(layer, numbers)
    parameterGradients += pass.weightGradient + pass.biasGradient
    for index in inputGradient.indices { inputGradient[index] += pass.inputGradient[index] }
  }
  return OperationKernels.Expected(
    output: output, parameterGradients: parameterGradients, inputGradient: inputGradient)
}
