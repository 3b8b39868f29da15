import Kernels
import NeuralNet

/// One layer of the article's network: its fast kernels are checked against the plain loops and
/// timed on one thread.
struct LayerBenchmark {
  /// A fast kernel that does not agree with the plain loops.
  struct Disagreement: Error, CustomStringConvertible {
    var kernel: String
    var difference: Float
    var description: String {
      "\(kernel): expected the plain loops' numbers within 1e-4, found a difference of \(difference)"
    }
  }

  private let name: String
  private let shape: [Int]
  private let outputShape: [Int]
  private let kernel: Int
  private let layout: MapLayout
  private let operation: any LayerOperation
  private let weights: Tensor
  private let bias: Tensor
  private let input: [Float]
  private let outputGradient: [Float]
  private let pass: BackwardPass

  /// The layers that take nearly all of the time.
  static func articleLayers() throws -> [LayerBenchmark] {
    [
      try LayerBenchmark("c1", input: [1, 32, 32], maps: 6, kernel: 5, zeros: 0.85),
      try LayerBenchmark("c2", input: [6, 14, 14], maps: 16, kernel: 5, zeros: 0.85),
      try LayerBenchmark("c3", input: [16, 5, 5], maps: 120, kernel: 5, zeros: 0.5),
      try LayerBenchmark("f4", input: [120, 1, 1], maps: 84, kernel: 1, zeros: 0.5),
    ]
  }

  /// - Parameter zeros: the share of output gradients that are zero, as ReLU and pooling make it.
  private init(_ name: String, input shape: [Int], maps: Int, kernel: Int, zeros: Float) throws {
    let layer = Conv2D(maps: maps, kernel: kernel)
    self.name = name
    self.shape = shape
    self.kernel = kernel
    outputShape = try layer.outputShape(for: shape)
    layout = MapLayout(shape, isPadded: shape[0] > 1)
    operation = layer.operation(for: layout, kernels: .fastest)

    var generator = SeededGenerator(seed: 1)
    func random(_ count: Int) -> [Float] {
      (0..<count).map { _ in generator.uniform(in: -1...1) }
    }
    let weightShape = [maps, shape[0], kernel, kernel]
    weights = Tensor(shape: weightShape, scalars: random(weightShape.reduce(1, *)))
    bias = Tensor(shape: [maps], scalars: random(maps))
    input = random(Shard.size * shape.reduce(1, *))
    outputGradient = random(Shard.size * outputShape.reduce(1, *)).map { gradient in
      generator.uniform(in: 0...1) < zeros ? 0 : gradient
    }
    var packed = PackedParameters()
    operation.pack([weights, bias], into: &packed)
    pass = BackwardPass(
      patterns: Shard.size, parameters: packed, input: layout.laidOut(input), output: [],
      outputGradient: operation.output.laidOut(outputGradient))
  }

  /// Compares the three kernels with the plain loops.
  ///
  /// - Throws: which kernel disagrees, and by how much.
  func check() throws {
    var (scratch, gradient) = (LayerScratch(), operation.makeGradient())
    var output = operation.output.makeStorage(patterns: Shard.size)
    var inputGradient = layout.makeStorage(patterns: Shard.size)
    operation.forward(
      pass.input, patterns: Shard.size, parameters: pass.parameters, scratch: &scratch,
      output: &output)
    operation.addInputGradient(of: pass, scratch: &scratch, to: &inputGradient)
    operation.addParameterGradient(of: pass, scratch: &scratch, to: &gradient)

    var plainOutput = [Float](repeating: 0, count: outputGradient.count)
    var plainInput = [Float](repeating: 0, count: input.count)
    var plainWeights = [Float](repeating: 0, count: weights.count)
    var plainBias = [Float](repeating: 0, count: bias.count)
    plainConvolution(
      input, patterns: Shard.size, maps: shape[0], height: shape[1], width: shape[2],
      weights: weights.scalars, bias: bias.scalars, outputMaps: bias.count, kernelHeight: kernel,
      kernelWidth: kernel, output: &plainOutput)
    plainConvolutionInputGradient(
      outputGradient, patterns: Shard.size, maps: shape[0], height: shape[1], width: shape[2],
      weights: weights.scalars, outputMaps: bias.count, kernelHeight: kernel,
      kernelWidth: kernel, inputGradient: &plainInput)
    plainConvolutionWeightGradient(
      input, outputGradient: outputGradient, patterns: Shard.size, maps: shape[0],
      height: shape[1], width: shape[2], outputMaps: bias.count, kernelHeight: kernel,
      kernelWidth: kernel, weightGradient: &plainWeights, biasGradient: &plainBias)

    let unpacked = operation.unpack(gradient)
    try compare(
      "forward", operation.output.rowMajor(output, patterns: Shard.size), plainOutput)
    try compare(
      "input gradient", layout.rowMajor(inputGradient, patterns: Shard.size), plainInput)
    try compare("weight gradient", unpacked[0] + unpacked[1], plainWeights + plainBias)
  }

  private func compare(_ kernel: String, _ found: [Float], _ expected: [Float]) throws {
    let scale = expected.reduce(1) { max($0, abs($1)) }
    for (a, b) in zip(found, expected) where !(abs(a - b) <= 1e-4 * scale) {
      throw Disagreement(kernel: "\(name) \(kernel)", difference: abs(a - b))
    }
  }

  /// A row of the table for each kernel. The gradients' rates count the multiply-adds of the
  /// dense computation, so skipping zeros can take them past the processor's peak.
  func measure(repetitions: Int) -> [[String]] {
    var (scratch, gradient) = (LayerScratch(), operation.makeGradient())
    var output = operation.output.makeStorage(patterns: Shard.size)
    var inputGradient = layout.makeStorage(patterns: Shard.size)
    let forward = Measurement(repetitions: 20 * repetitions) {
      operation.forward(
        pass.input, patterns: Shard.size, parameters: pass.parameters, scratch: &scratch,
        output: &output)
    }
    let weightGradient = Measurement(repetitions: 20 * repetitions) {
      operation.addParameterGradient(of: pass, scratch: &scratch, to: &gradient)
    }
    let toInput = Measurement(repetitions: 20 * repetitions) {
      operation.addInputGradient(of: pass, scratch: &scratch, to: &inputGradient)
    }
    return [
      row("forward", forward), row("weight gradient", weightGradient),
      row("input gradient", toInput),
    ]
  }

  private func row(_ kernel: String, _ measurement: Measurement) -> [String] {
    let positions = outputShape[1] * outputShape[2]
    let operations = 2 * Double(Shard.size * positions * weights.count)
    return [
      "\(name) \(kernel)", "\(Shard.size)", measurement.medianText, measurement.spreadText,
      rounded(operations / measurement.median * 1e-9, digits: 1),
    ]
  }
}

extension MapLayout {
  /// Row-major numbers of one shard, laid out as the kernels read them.
  fileprivate func laidOut(_ rowMajor: [Float]) -> [Float] {
    var storage = makeStorage(patterns: Shard.size)
    let places = placesInRowMajorOrder()
    for pattern in 0..<Shard.size {
      for (number, place) in places.enumerated() {
        storage[pattern * count + place] = rowMajor[pattern * places.count + number]
      }
    }
    return storage
  }
}
