import NeuralNet

/// The kernels of one operation, with numbers to compute on and what the plain loops make of them.
///
/// This is the one place that knows how the library hands numbers to its kernels.
struct OperationKernels {
  /// What the plain loops compute, row-major.
  struct Expected {
    var output: [Float]
    /// One parameter after the other; empty where there are none.
    var parameterGradients: [Float]
    /// `nil` where training needs none, since the input is the image.
    var inputGradient: [Float]?
  }

  let name: String
  let operation: any LayerOperation
  let patterns: Int
  /// What a pass takes if nothing is left out; `nil` where there is nothing to multiply.
  let multiplyAdds: Int?
  /// How the input lies in memory.
  let layout: MapLayout
  /// Row-major, as are the gradients of the output.
  let input: [Float]
  let parameters: [Tensor]
  let outputGradient: [Float]
  let expected: Expected

  /// The kernels of all passes, each with its difference from the plain loops.
  func benchmarks(network: String) -> [KernelBenchmark] {
    var (packed, scratch) = (PackedParameters(), LayerScratch())
    operation.pack(parameters[...], into: &packed)
    let input = layout.laidOut(input, patterns: patterns)
    var output = operation.output.makeStorage(patterns: patterns)
    var gradient = operation.makeGradient()
    var inputGradient = layout.makeStorage(patterns: patterns)
    func benchmark(
      _ kernel: String, passes: Int, _ found: [Float], _ expected: [Float],
      _ run: @escaping () -> Void
    ) -> KernelBenchmark {
      KernelBenchmark(
        network: network, name: "\(name) \(kernel)", patterns: patterns,
        multiplyAdds: multiplyAdds.map { passes * $0 },
        difference: largestDifference(found, from: expected), run: run)
    }
    func forward() {
      operation.forward(
        input, patterns: patterns, parameters: packed, scratch: &scratch, output: &output)
    }
    forward()
    let pass = BackwardPass(
      patterns: patterns, parameters: packed, input: input, output: output,
      outputGradient: operation.output.laidOut(outputGradient, patterns: patterns),
      needsInput: expected.inputGradient != nil)
    func backward() {
      operation.addGradients(
        of: pass, scratch: &scratch, toParameters: &gradient, toInput: &inputGradient)
    }

    let outputs = operation.output.rowMajor(output, patterns: patterns)
    backward()
    var found = operation.unpack(gradient).flatMap { $0 }
    if pass.needsInput { found += layout.rowMajor(inputGradient, patterns: patterns) }
    let passes = (expected.parameterGradients.isEmpty ? 0 : 1) + (pass.needsInput ? 1 : 0)
    return [
      benchmark("forward", passes: 1, outputs, expected.output, forward),
      benchmark(
        "backward", passes: passes, found,
        expected.parameterGradients + (expected.inputGradient ?? []), backward),
    ]
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
