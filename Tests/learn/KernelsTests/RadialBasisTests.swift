import Kernels
import NeuralNet
import Testing

@Suite("Radial basis functions")
struct RadialBasisTests {
  @Test(
    "Distances and gradients agree with the plain loops", arguments: KernelSet.runnable,
    [(1, 84, 10), (3, 84, 10), (2, 1, 1), (5, 7, 3), (2, 8, 9), (4, 9, 2)])
  func agrees(kernels: KernelSet, size: (patterns: Int, units: Int, classes: Int)) {
    let (patterns, units, classes) = size
    // Rows longer than they need be, as the layers' memory has them.
    let (inputStride, outputStride) = (units + 3, classes + 5)
    let input = randomNumbers(patterns * inputStride, seed: 1)
    let codes = randomNumbers(classes * units, seed: 2)
    var outputGradient = randomNumbers(patterns * outputStride, seed: 3)
    outputGradient[0] = 0

    var output = [Float](repeating: 7, count: patterns * outputStride)
    var expected = output
    kernels.lenet5.radialBasis(
      input, patterns, units, inputStride, codes, classes, outputStride, &output)
    plainRadialBasis(
      input, patterns: patterns, units: units, inputStride: inputStride, codes: codes,
      classes: classes, outputStride: outputStride, output: &expected)
    #expect(difference(output, expected) < 1e-5)

    var gradient = randomNumbers(patterns * inputStride, seed: 4)
    var expectedGradient = gradient
    kernels.lenet5.radialBasisGradient(
      input, outputGradient, patterns, units, inputStride, codes, classes, outputStride,
      &gradient)
    plainRadialBasisGradient(
      input, outputGradient: outputGradient, patterns: patterns, units: units,
      inputStride: inputStride, codes: codes, classes: classes, outputStride: outputStride,
      inputGradient: &expectedGradient)
    #expect(difference(gradient, expectedGradient) < 1e-5)
  }

  @Test("The smallest numbers by hand")
  func byHand() {
    var output: [Float] = [0, 0]
    plainRadialBasis(
      [1, -1, 0.5], patterns: 1, units: 3, inputStride: 3, codes: [1, -1, 1, -1, -1, -1],
      classes: 2, outputStride: 2, output: &output)
    #expect(output == [0.25, 6.25])
    var curvature: [Float] = [0, 0, 0]
    plainRadialBasisCurvature(
      [1, -1, 0.5], outputGradient: [1, -1], outputCurvature: [0, 0.5], patterns: 1, units: 3,
      inputStride: 3, codes: [1, -1, 1, -1, -1, -1], classes: 2, outputStride: 2,
      inputCurvature: &curvature)
    // Two for the first distance; for the second half the squared slope, (2 * 2)^2, 0 and 3^2.
    #expect(curvature == [10, 2, 6.5])
  }
}
