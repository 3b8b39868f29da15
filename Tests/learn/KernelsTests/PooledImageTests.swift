import Kernels
import NeuralNet
import Testing

/// Convolution, ReLU and pooling as one kernel right on an image, against the plain loops in a row.
@Suite("Pooled convolution of an image")
struct PooledImageTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    var side, kernel, outputMaps: Int
    var maps = 1
    var patterns = 3

    var testDescription: String {
      "\(patterns) x [\(maps), \(side), \(side)] to \(outputMaps) maps by \(kernel)x\(kernel)"
    }
    var outputSide: Int { side - kernel + 1 }
    var inputCount: Int { patterns * maps * side * side }
  }

  static let awkwardSizes =
    [1, 2, 3, 5, 6, 7, 8, 9].map { Sizes(side: 14, kernel: $0, outputMaps: 6) } + [
      Sizes(side: 11, kernel: 5, outputMaps: 1), Sizes(side: 32, kernel: 5, outputMaps: 8),
      Sizes(side: 12, kernel: 5, outputMaps: 9), Sizes(side: 12, kernel: 7, outputMaps: 17),
      Sizes(side: 12, kernel: 4, outputMaps: 6, maps: 3),
      Sizes(side: 12, kernel: 6, outputMaps: 16, maps: 9),
    ]

  /// What the plain loops make of the numbers.
  private struct Expected {
    var output, weights, bias, input: [Float]

    init(_ sizes: Sizes, _ numbers: Numbers) {
      let (n, maps, side, k) = (sizes.patterns, sizes.outputMaps, sizes.side, sizes.kernel)
      let (images, rows) = (n * maps, sizes.outputSide)
      var sums = [Float](repeating: 0, count: images * rows * rows)
      plainConvolution(
        numbers.input, patterns: n, maps: sizes.maps, height: side, width: side,
        weights: numbers.weights, bias: numbers.bias, outputMaps: maps, kernelHeight: k,
        kernelWidth: k, output: &sums)
      var rectified = sums
      plainRectifier(sums, count: sums.count, output: &rectified)
      output = [Float](repeating: 0, count: numbers.outputGradient.count)
      var winners = [Int32](repeating: 0, count: output.count)
      plainMaxPooling(
        rectified, images: images, height: rows, width: rows, window: 2, output: &output,
        winners: &winners)

      var (behindReLU, gradient) = (sums.map { _ in Float(0) }, sums.map { _ in Float(0) })
      plainMaxPoolingGradient(
        numbers.outputGradient, winners: winners, images: images, height: rows, width: rows,
        window: 2, inputGradient: &behindReLU)
      plainRectifierGradient(
        rectified, outputGradient: behindReLU, count: sums.count, inputGradient: &gradient)
      weights = numbers.weights.map { _ in 0 }
      bias = numbers.bias.map { _ in 0 }
      input = numbers.input.map { _ in 0 }
      plainConvolutionWeightGradient(
        numbers.input, outputGradient: gradient, patterns: n, maps: sizes.maps, height: side,
        width: side, outputMaps: maps, kernelHeight: k, kernelWidth: k, weightGradient: &weights,
        biasGradient: &bias)
      plainConvolutionInputGradient(
        gradient, patterns: n, maps: sizes.maps, height: side, width: side,
        weights: numbers.weights, outputMaps: maps, kernelHeight: k, kernelWidth: k,
        inputGradient: &input)
    }
  }

  private struct Numbers {
    var input, weights, bias, outputGradient: [Float]

    init(_ sizes: Sizes) {
      input = randomNumbers(sizes.inputCount, seed: 1)
      weights = randomNumbers(
        sizes.outputMaps * sizes.maps * sizes.kernel * sizes.kernel, seed: 2)
      bias = randomNumbers(sizes.outputMaps, seed: 3)
      let pooledSide = sizes.outputSide / 2
      outputGradient = randomNumbers(
        sizes.patterns * sizes.outputMaps * pooledSide * pooledSide, seed: 4)
    }
  }

  @Test("The fused kernels agree", arguments: KernelSet.runnable, awkwardSizes)
  func agrees(kernels: KernelSet, sizes: Sizes) {
    let numbers = Numbers(sizes)
    let expected = Expected(sizes, numbers)
    for (isPadded, needsInput) in [(true, true), (true, false), (false, true), (false, false)] {
      let layout = MapLayout([sizes.maps, sizes.side, sizes.side], isPadded: isPadded)
      let operation = PooledConvolution(
        Conv2D(maps: sizes.outputMaps, kernel: sizes.kernel), branches: 1, over: layout,
        kernels: kernels)
      var (packed, scratch) = (PackedParameters(), LayerScratch())
      operation.pack(
        [
          Tensor(
            shape: [sizes.outputMaps, sizes.maps, sizes.kernel, sizes.kernel],
            scalars: numbers.weights),
          Tensor(shape: [sizes.outputMaps], scalars: numbers.bias),
        ], into: &packed)
      let input = laidOut(numbers.input, as: layout, patterns: sizes.patterns)
      var output = operation.output.makeStorage(patterns: sizes.patterns)
      operation.forward(
        input, patterns: sizes.patterns, parameters: packed, scratch: &scratch, output: &output)
      let found = operation.output.rowMajor(output, patterns: sizes.patterns)
      #expect(difference(found, expected.output) < 1e-5)

      var gradient = operation.makeGradient()
      var inputGradient = layout.makeStorage(patterns: sizes.patterns)
      operation.addGradients(
        of: BackwardPass(
          patterns: sizes.patterns, parameters: packed, input: input, output: output,
          outputGradient: laidOut(
            numbers.outputGradient, as: operation.output, patterns: sizes.patterns),
          needsInput: needsInput),
        scratch: &scratch, toParameters: &gradient, toInput: &inputGradient)
      let unpacked = operation.unpack(gradient)
      #expect(difference(unpacked[0], expected.weights) < 1e-5)
      #expect(difference(unpacked[1], expected.bias) < 1e-5)
      if needsInput {
        let rowMajor = layout.rowMajor(inputGradient, patterns: sizes.patterns)
        #expect(difference(rowMajor, expected.input) < 1e-5)
      }
    }
  }
}
