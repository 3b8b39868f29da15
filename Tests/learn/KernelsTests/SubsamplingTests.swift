import Kernels
import NeuralNet
import Testing

@Suite("Subsampling")
struct SubsamplingTests {
  struct Size: Sendable, CustomTestStringConvertible {
    var patterns: Int
    var maps: Int
    var height: Int
    var width: Int
    var window: Int
    var testDescription: String { "\(patterns)x\(maps)x\(height)x\(width) by \(window)" }
  }

  static let sizes = [
    Size(patterns: 1, maps: 6, height: 28, width: 28, window: 2),
    Size(patterns: 3, maps: 16, height: 10, width: 10, window: 2),
    Size(patterns: 2, maps: 1, height: 5, width: 7, window: 2),
    Size(patterns: 5, maps: 9, height: 7, width: 6, window: 3),
    Size(patterns: 1, maps: 8, height: 1, width: 1, window: 1),
  ]

  @Test(
    "Outputs and gradients agree with the plain loops", arguments: KernelSet.runnable, sizes)
  func agrees(kernels: KernelSet, size: Size) throws {
    let (maps, patterns) = (size.maps, size.patterns)
    let input = MapLayout([maps, size.height, size.width])
    let operation = Subsampling2D(window: size.window).operation(for: input, kernels: kernels)
    let output = operation.output
    let images = randomNumbers(patterns * maps * size.height * size.width, seed: 1)
    let coefficients = randomNumbers(maps, seed: 2)
    let bias = randomNumbers(maps, seed: 3)
    let units = patterns * maps * output.height * output.width
    let outputGradient = randomNumbers(units, seed: 4)

    var expected = [Float](repeating: 0, count: units)
    plainSubsampling(
      images, patterns: patterns, maps: maps, height: size.height, width: size.width,
      window: size.window, coefficients: coefficients, bias: bias, output: &expected)
    var expectedInput = [Float](repeating: 0, count: images.count)
    var expectedCoefficients = [Float](repeating: 0, count: maps)
    var expectedBias = expectedCoefficients
    plainSubsamplingGradients(
      images, outputGradient: outputGradient, patterns: patterns, maps: maps,
      height: size.height, width: size.width, window: size.window, coefficients: coefficients,
      inputGradient: &expectedInput, coefficientGradient: &expectedCoefficients,
      biasGradient: &expectedBias)

    var packed = PackedParameters()
    let tensors = [
      Tensor(shape: [maps], scalars: coefficients), Tensor(shape: [maps], scalars: bias),
    ]
    operation.pack(tensors[...], into: &packed)
    var scratch = LayerScratch()
    let stored = laidOut(images, as: input, patterns: patterns)
    var values = output.makeStorage(patterns: patterns)
    operation.forward(
      stored, patterns: patterns, parameters: packed, scratch: &scratch, output: &values)
    #expect(difference(output.rowMajor(values, patterns: patterns), expected) < 1e-5)

    let pass = BackwardPass(
      patterns: patterns, parameters: packed, input: stored, output: values,
      outputGradient: laidOut(outputGradient, as: output, patterns: patterns))
    var inputGradient = input.makeStorage(patterns: patterns)
    var gradient = operation.makeGradient()
    operation.addGradients(
      of: pass, scratch: &scratch, toParameters: &gradient, toInput: &inputGradient)
    #expect(difference(input.rowMajor(inputGradient, patterns: patterns), expectedInput) < 1e-5)
    let unpacked = operation.unpack(gradient)
    try #require(unpacked.count == 2)
    #expect(difference(unpacked[0], expectedCoefficients) < 1e-5)
    #expect(difference(unpacked[1], expectedBias) < 1e-5)
  }
}
