import Kernels
import NeuralNet
import Testing

/// The fast convolution and its gradients against the seven nested loops.
@Suite("Convolution")
struct ConvolutionTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    var patterns, maps, height, width, outputMaps, kernel: Int
    /// The share of output gradients that are zero.
    var zeros: Float = 0

    var testDescription: String {
      "\(patterns) x [\(maps), \(height), \(width)] to \(outputMaps) maps by \(kernel)x\(kernel)"
        + ", \(Int(zeros * 100)) % zeros"
    }
    var outputHeight: Int { height - kernel + 1 }
    var outputWidth: Int { width - kernel + 1 }
    var inputCount: Int { patterns * maps * height * width }
    var outputCount: Int { patterns * outputMaps * outputHeight * outputWidth }
    var weightCount: Int { outputMaps * maps * kernel * kernel }
  }

  static let awkwardSizes = [
    Sizes(patterns: 0, maps: 1, height: 5, width: 5, outputMaps: 1, kernel: 5),
    Sizes(patterns: 1, maps: 1, height: 1, width: 1, outputMaps: 1, kernel: 1),
    Sizes(patterns: 1, maps: 1, height: 5, width: 5, outputMaps: 1, kernel: 5),
    Sizes(patterns: 2, maps: 1, height: 32, width: 32, outputMaps: 6, kernel: 5, zeros: 0.8),
    Sizes(patterns: 3, maps: 6, height: 14, width: 14, outputMaps: 16, kernel: 5, zeros: 0.8),
    Sizes(patterns: 2, maps: 3, height: 7, width: 9, outputMaps: 5, kernel: 3),
    Sizes(patterns: 1, maps: 9, height: 9, width: 8, outputMaps: 24, kernel: 7),
    Sizes(patterns: 5, maps: 1, height: 6, width: 8, outputMaps: 17, kernel: 3, zeros: 0.5),
    Sizes(patterns: 32, maps: 16, height: 5, width: 5, outputMaps: 120, kernel: 5, zeros: 0.5),
    Sizes(patterns: 4, maps: 2, height: 40, width: 41, outputMaps: 8, kernel: 2, zeros: 1),
    Sizes(patterns: 2, maps: 1, height: 13, width: 12, outputMaps: 3, kernel: 9),
    Sizes(patterns: 2, maps: 1, height: 17, width: 12, outputMaps: 2, kernel: 8, zeros: 0.5),
  ]

  /// What the kernels read and write, once by each way.
  struct Problem {
    var sizes: Sizes
    var layout: MapLayout
    var operation: any LayerOperation
    var packed = PackedParameters()
    var input, weights, bias, outputGradient: [Float]

    init(_ sizes: Sizes, _ kernels: KernelSet, isPadded: Bool = true) {
      self.sizes = sizes
      layout = MapLayout([sizes.maps, sizes.height, sizes.width], isPadded: isPadded)
      operation = Conv2D(maps: sizes.outputMaps, kernel: sizes.kernel)
        .operation(for: layout, kernels: kernels)
      input = randomNumbers(sizes.inputCount, seed: 1)
      weights = randomNumbers(sizes.weightCount, seed: 2)
      bias = randomNumbers(sizes.outputMaps, seed: 3)
      let zeros = sizes.zeros
      outputGradient = zip(
        randomNumbers(sizes.outputCount, seed: 4), randomNumbers(sizes.outputCount, seed: 5)
      ).map { gradient, chance in (chance + 1) / 2 < zeros ? 0 : gradient }
      operation.pack(
        [
          Tensor(
            shape: [sizes.outputMaps, sizes.maps, sizes.kernel, sizes.kernel], scalars: weights),
          Tensor(shape: [sizes.outputMaps], scalars: bias),
        ], into: &packed)
    }

    var pass: BackwardPass {
      BackwardPass(
        patterns: sizes.patterns, parameters: packed,
        input: laidOut(input, as: layout, patterns: sizes.patterns), output: [],
        outputGradient: laidOut(
          outputGradient, as: operation.output, patterns: sizes.patterns))
    }
  }

  @Test("The fast convolution agrees", arguments: KernelSet.runnable, awkwardSizes)
  func forward(kernels: KernelSet, sizes: Sizes) {
    for isPadded in [true, false] {
      let problem = Problem(sizes, kernels, isPadded: isPadded)
      var scratch = LayerScratch()
      var output = problem.operation.output.makeStorage(patterns: sizes.patterns)
      problem.operation.forward(
        laidOut(problem.input, as: problem.layout, patterns: sizes.patterns),
        patterns: sizes.patterns, parameters: problem.packed, scratch: &scratch, output: &output)

      var expected = [Float](repeating: 0, count: sizes.outputCount)
      plainConvolution(
        problem.input, patterns: sizes.patterns, maps: sizes.maps, height: sizes.height,
        width: sizes.width, weights: problem.weights, bias: problem.bias,
        outputMaps: sizes.outputMaps, kernelHeight: sizes.kernel, kernelWidth: sizes.kernel,
        output: &expected)
      let found = problem.operation.output.rowMajor(output, patterns: sizes.patterns)
      #expect(difference(found, expected) < 1e-5)
    }
  }

  @Test("The fast gradients agree", arguments: KernelSet.runnable, awkwardSizes)
  func gradients(kernels: KernelSet, sizes: Sizes) {
    var expectedInput = randomNumbers(sizes.inputCount, seed: 6)
    let inputBefore = expectedInput
    var weights = [Float](repeating: 0, count: sizes.weightCount)
    var bias = [Float](repeating: 0, count: sizes.outputMaps)
    let numbers = Problem(sizes, kernels)
    plainConvolutionInputGradient(
      numbers.outputGradient, patterns: sizes.patterns, maps: sizes.maps, height: sizes.height,
      width: sizes.width, weights: numbers.weights, outputMaps: sizes.outputMaps,
      kernelHeight: sizes.kernel, kernelWidth: sizes.kernel, inputGradient: &expectedInput)
    plainConvolutionWeightGradient(
      numbers.input, outputGradient: numbers.outputGradient, patterns: sizes.patterns,
      maps: sizes.maps, height: sizes.height, width: sizes.width, outputMaps: sizes.outputMaps,
      kernelHeight: sizes.kernel, kernelWidth: sizes.kernel, weightGradient: &weights,
      biasGradient: &bias)

    for (isPadded, needsInput) in [(true, true), (true, false), (false, true), (false, false)] {
      let problem = Problem(sizes, kernels, isPadded: isPadded)
      var pass = problem.pass
      pass.needsInput = needsInput
      // What is there is added to.
      let before = laidOut(inputBefore, as: problem.layout, patterns: sizes.patterns)
      var (scratch, inputGradient) = (LayerScratch(), before)
      var gradient = problem.operation.makeGradient()
      problem.operation.addGradients(
        of: pass, scratch: &scratch, toParameters: &gradient, toInput: &inputGradient)
      let found = problem.operation.unpack(gradient)
      #expect(difference(found[0], weights) < 1e-5)
      #expect(difference(found[1], bias) < 1e-5)
      if needsInput {
        let rowMajor = problem.layout.rowMajor(inputGradient, patterns: sizes.patterns)
        #expect(difference(rowMajor, expectedInput) < 1e-5)
      } else {
        #expect(inputGradient == before)
      }
    }
  }
}
