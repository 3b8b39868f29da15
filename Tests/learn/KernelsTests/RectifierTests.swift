import Kernels
import NeuralNet
import Testing

@Suite("Rectifier")
struct RectifierTests {
  @Test(
    "ReLU and its gradient agree with the plain loops", arguments: KernelSet.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func agrees(kernels: KernelSet, count: Int) {
    var input = randomNumbers(count, seed: 1)
    if count > 3 { (input[0], input[1], input[2]) = (0, -0.0, .infinity) }
    let outputGradient = randomNumbers(count, seed: 2)
    let before = randomNumbers(count, seed: 3)

    var (output, expected) = (before, before)
    kernels.rectifier(input, count, &output)
    plainRectifier(input, count: count, output: &expected)
    #expect(output == expected)

    var (gradient, expectedGradient) = (before, before)
    kernels.rectifierGradient(output, outputGradient, count, &gradient)
    plainRectifierGradient(
      output, outputGradient: outputGradient, count: count, inputGradient: &expectedGradient)
    #expect(gradient == expectedGradient)
  }

  @Test("A number that is none stays visible", arguments: KernelSet.runnable)
  func keepsNaN(kernels: KernelSet) {
    let input = [Float](repeating: .nan, count: 9)
    var output = [Float](repeating: 0, count: 9)
    kernels.rectifier(input, 9, &output)
    #expect(output.allSatisfy { $0.isNaN })
  }
}
