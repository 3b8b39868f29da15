import Kernels
import NeuralNet
import Testing

/// The fully connected layer, against its own loops.
@Suite("Dense")
struct DenseTests {
  @Test(
    "A fully connected layer agrees with the plain loops", arguments: KernelSet.runnable,
    [
      (patterns: 1, input: [1], units: 1), (3, [7], 9), (32, [120], 84), (5, [84], 10),
      (2, [3, 4, 5], 6), (7, [1, 6, 5], 33), (5, [1, 3, 1], 3), (4, [1, 5, 5], 7),
    ])
  func agrees(kernels: KernelSet, sizes: (patterns: Int, input: [Int], units: Int)) {
    // A single map need not be padded; then the rows of patterns reach into one another.
    for layout in [MapLayout(sizes.input), MapLayout(sizes.input, isPadded: false)] {
      agrees(kernels, patterns: sizes.patterns, layout, units: sizes.units)
    }
  }

  private func agrees(_ kernels: KernelSet, patterns: Int, _ layout: MapLayout, units: Int) {
    let inputs = layout.maps * layout.height * layout.width
    let operation = Dense(units: units).operation(for: layout, kernels: kernels)
    let input = randomNumbers(patterns * inputs, seed: 1)
    let weights = randomNumbers(units * inputs, seed: 2)
    let bias = randomNumbers(units, seed: 3)
    let outputGradient = randomNumbers(patterns * units, seed: 4)

    var packed = PackedParameters()
    var scratch = LayerScratch()
    operation.pack(
      [Tensor(shape: [units, inputs], scalars: weights), Tensor(shape: [units], scalars: bias)],
      into: &packed)
    var output = operation.output.makeStorage(patterns: patterns)
    var inputGradient = layout.makeStorage(patterns: patterns)
    var gradient = operation.makeGradient()
    let pass = BackwardPass(
      patterns: patterns, parameters: packed,
      input: laidOut(input, as: layout, patterns: patterns), output: [],
      outputGradient: laidOut(outputGradient, as: operation.output, patterns: patterns))
    operation.forward(
      pass.input, patterns: patterns, parameters: packed, scratch: &scratch, output: &output)
    operation.addGradients(
      of: pass, scratch: &scratch, toParameters: &gradient, toInput: &inputGradient)

    var expected = [Float](repeating: 0, count: patterns * units)
    plainDense(
      input, patterns: patterns, inputs: inputs, weights: weights, bias: bias, outputs: units,
      output: &expected)
    #expect(
      difference(operation.output.rowMajor(output, patterns: patterns), expected) < 1e-5)

    var expectedInput = [Float](repeating: 0, count: input.count)
    var expectedWeights = [Float](repeating: 0, count: weights.count)
    var expectedBias = [Float](repeating: 0, count: bias.count)
    plainDenseGradients(
      input, outputGradient: outputGradient, patterns: patterns, inputs: inputs,
      weights: weights, outputs: units, inputGradient: &expectedInput,
      weightGradient: &expectedWeights, biasGradient: &expectedBias)
    #expect(
      difference(layout.rowMajor(inputGradient, patterns: patterns), expectedInput) < 1e-5)
    let found = operation.unpack(gradient)
    #expect(difference(found[0], expectedWeights) < 1e-5)
    #expect(difference(found[1], expectedBias) < 1e-5)
  }
}
