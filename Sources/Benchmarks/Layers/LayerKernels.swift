import NeuralNet

/// One layer of a network with numbers to compute on: what its kernels make of them, and what plain
/// loops do.
///
/// This is the one place that knows how the library hands numbers to its kernels.
struct LayerKernels {
  private let layer: any Layer
  private let name: String
  private let patterns: Int
  private let multiplyAdds: Int?
  private let isFirst: Bool
  private let layout: MapLayout
  private let operation: any LayerOperation
  private let numbers: LayerNumbers
  private let pass: BackwardPass

  /// - Returns: `nil` for a step that is no layer, but a sum of branches.
  init?(_ step: Network.Step, of network: Network, patterns: Int) throws {
    guard case .layer(let layer) = step.operation else { return nil }
    self.layer = layer
    name = step.name
    self.patterns = patterns
    let cost = layer.cost(for: step.inputShape).multiplyAdds
    multiplyAdds = cost > 0 ? patterns * cost : nil
    isFirst = step.inputs == [0]
    layout = MapLayout(
      step.inputShape, isPadded: !(layer.readsUnpaddedMaps && step.inputShape[0] == 1))
    operation = layer.operation(for: layout, kernels: .fastest)
    numbers = LayerNumbers(step, parameters: step.parameterNames.map { network[$0] }, patterns)

    var packed = PackedParameters()
    operation.pack(numbers.parameters[...], into: &packed)
    let input = layout.laidOut(numbers.input, patterns: patterns)
    var output = operation.output.makeStorage(patterns: patterns)
    var scratch = LayerScratch()
    operation.forward(
      input, patterns: patterns, parameters: packed, scratch: &scratch, output: &output)
    pass = BackwardPass(
      patterns: patterns, parameters: packed, input: input, output: output,
      outputGradient: operation.output.laidOut(numbers.outputGradient, patterns: patterns))
  }

  /// The layer's kernels, each with its difference from the plain loops.
  func benchmarks(network: String) -> [KernelBenchmark] {
    let expected = PlainPass(layer, numbers)
    var (scratch, gradient) = (LayerScratch(), operation.makeGradient())
    var output = operation.output.makeStorage(patterns: patterns)
    var inputGradient = layout.makeStorage(patterns: patterns)
    func benchmark(
      _ kernel: String, _ found: [Float], _ expected: [Float], _ run: @escaping () -> Void
    ) -> KernelBenchmark {
      KernelBenchmark(
        network: network, name: "\(name) \(layer.shortKind) \(kernel)", patterns: patterns,
        multiplyAdds: multiplyAdds, difference: largestDifference(found, from: expected), run: run)
    }
    func forward() {
      operation.forward(
        pass.input, patterns: patterns, parameters: pass.parameters, scratch: &scratch,
        output: &output)
    }
    func addInputGradient() {
      operation.addInputGradient(of: pass, scratch: &scratch, to: &inputGradient)
    }
    func addParameterGradient() {
      operation.addParameterGradient(of: pass, scratch: &scratch, to: &gradient)
    }

    forward()
    var kernels = [
      benchmark(
        "forward", operation.output.rowMajor(output, patterns: patterns), expected.output, forward)
    ]
    if !numbers.parameters.isEmpty {
      addParameterGradient()
      kernels.append(
        benchmark(
          "weight gradient", operation.unpack(gradient).flatMap { $0 },
          expected.weightGradient + expected.biasGradient, addParameterGradient))
    }
    if !isFirst {
      addInputGradient()
      kernels.append(
        benchmark(
          "input gradient", layout.rowMajor(inputGradient, patterns: patterns),
          expected.inputGradient, addInputGradient))
    }
    return kernels
  }
}

/// Numbers for one layer, row-major.
struct LayerNumbers {
  let patterns: Int
  /// `[maps, height, width]` or `[units]` of one pattern.
  let inputShape: [Int]
  let outputShape: [Int]
  let parameters: [Tensor]
  let input: [Float]
  var outputGradient: [Float]

  init(_ step: Network.Step, parameters: [Tensor], _ patterns: Int) {
    self.patterns = patterns
    self.parameters = parameters
    (inputShape, outputShape) = (step.inputShape, step.outputShape)
    var generator = SeededGenerator(seed: 1)
    input = (0..<patterns * inputShape.reduce(1, *)).map { _ in generator.uniform(in: -1...1) }
    // As pooling makes them, where there is any: three gradients of four are zero.
    let zeros: Float = outputShape.last == 1 || outputShape.count == 1 ? 0 : 0.75
    outputGradient = (0..<patterns * outputShape.reduce(1, *)).map { _ in
      let gradient = generator.uniform(in: -1...1)
      return generator.uniform(in: 0...1) < zeros ? 0 : gradient
    }
  }
}

extension MapLayout {
  /// Row-major numbers, laid out as the kernels read them.
  func laidOut(_ rowMajor: [Float], patterns: Int) -> [Float] {
    var storage = makeStorage(patterns: patterns)
    let places = placesInRowMajorOrder()
    for pattern in 0..<patterns {
      for (number, place) in places.enumerated() {
        storage[pattern * count + place] = rowMajor[pattern * places.count + number]
      }
    }
    return storage
  }
}
