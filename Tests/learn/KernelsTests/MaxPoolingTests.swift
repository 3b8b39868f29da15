import Kernels
import NeuralNet
import Testing

@Suite("Max-pooling")
struct MaxPoolingTests {
  @Test(
    "Max-pooling and its gradient agree with the plain loops", arguments: KernelSet.runnable,
    [
      (patterns: 1, shape: [1, 1, 1], window: 1), (2, [6, 28, 28], 2), (3, [16, 10, 10], 2),
      (1, [9, 7, 5], 2), (2, [3, 9, 10], 3), (0, [4, 4, 4], 2),
    ])
  func agrees(kernels: KernelSet, sizes: (patterns: Int, shape: [Int], window: Int)) {
    let (patterns, shape, window) = sizes
    let layout = MapLayout(shape)
    let operation = MaxPool2D(window: window).operation(for: layout, kernels: kernels)
    // Few different numbers, so that there are ties.
    let input = randomNumbers(patterns * shape.reduce(1, *), seed: 1)
      .map { ($0 * 3).rounded() }
    let images = patterns * shape[0]
    let outputCount = images * (shape[1] / window) * (shape[2] / window)
    let outputGradient = randomNumbers(outputCount, seed: 2)

    var scratch = LayerScratch()
    var output = operation.output.makeStorage(patterns: patterns)
    operation.forward(
      laidOut(input, as: layout, patterns: patterns), patterns: patterns,
      parameters: PackedParameters(), scratch: &scratch, output: &output)
    var inputGradient = layout.makeStorage(patterns: patterns)
    var noParameters = operation.makeGradient()
    operation.addGradients(
      of: BackwardPass(
        patterns: patterns, parameters: PackedParameters(), input: [], output: output,
        outputGradient: laidOut(outputGradient, as: operation.output, patterns: patterns)),
      scratch: &scratch, toParameters: &noParameters, toInput: &inputGradient)

    var expected = [Float](repeating: 0, count: outputCount)
    var winners = [Int32](repeating: 0, count: outputCount)
    plainMaxPooling(
      input, images: images, height: shape[1], width: shape[2], window: window,
      output: &expected, winners: &winners)
    var expectedGradient = [Float](repeating: 0, count: input.count)
    plainMaxPoolingGradient(
      outputGradient, winners: winners, images: images, height: shape[1], width: shape[2],
      window: window, inputGradient: &expectedGradient)
    #expect(operation.output.rowMajor(output, patterns: patterns) == expected)
    #expect(layout.rowMajor(inputGradient, patterns: patterns) == expectedGradient)
  }
}
