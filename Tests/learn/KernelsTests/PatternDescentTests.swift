import Kernels
import NeuralNet
import Testing

@Suite("Training pattern by pattern")
struct PatternDescentTests {
  @Test(
    "A fully connected layer for one pattern agrees with the plain loops",
    arguments: KernelSet.runnable,
    [(1, 1), (5, 3), (8, 8), (40, 9), (120, 84), (400, 120), (399, 17)])
  func dense(kernels: KernelSet, size: (inputs: Int, outputs: Int)) {
    let (inputs, outputs) = size
    let rowLength = (inputs + 15) / 16 * 16
    let input = randomNumbers(inputs, seed: 1) + [Float](repeating: 3, count: rowLength - inputs)
    let weights = randomNumbers(outputs * inputs, seed: 2)
    let bias = randomNumbers(outputs, seed: 3)
    // Rows of whole panels, zero where there is no input.
    let padding = [Float](repeating: 0, count: rowLength - inputs)
    var rows = (0..<outputs).flatMap { weights[$0 * inputs..<($0 + 1) * inputs] + padding }

    var expected = [Float](repeating: 0, count: outputs)
    plainDense(
      input, patterns: 1, inputs: inputs, weights: weights, bias: bias, outputs: outputs,
      output: &expected)
    var output = [Float](repeating: 0, count: outputs)
    kernels.patternDescent.denseForward(input, rows, rowLength, bias, outputs, &output)
    #expect(difference(output, expected) < 1e-5)

    let gradient = randomNumbers(outputs, seed: 4)
    let rates = randomNumbers(outputs * inputs, seed: 5)
    let rateRows = (0..<outputs).flatMap { rates[$0 * inputs..<($0 + 1) * inputs] + padding }
    var inputGradient = [Float](repeating: 1, count: rowLength)
    var (moved, expectedGradient) = (rows, inputGradient)
    for output in 0..<outputs {
      for index in 0..<inputs {
        let step = rates[output * inputs + index] * gradient[output] * input[index]
        moved[output * rowLength + index] -= 0.5 * step
        // By the weights before the step.
        expectedGradient[index] += gradient[output] * weights[output * inputs + index]
      }
    }
    kernels.patternDescent.denseDescent(
      input, gradient, outputs, rateRows, 0.5, &rows, rowLength, &inputGradient)
    #expect(difference(rows, moved) < 1e-6)
    #expect(difference(inputGradient, expectedGradient) < 1e-5)
  }

  @Test(
    "Steps, rates, means and squares", arguments: KernelSet.runnable, [0, 1, 7, 8, 9, 100])
  func elementwise(kernels: KernelSet, count: Int) {
    let (x, y) = (randomNumbers(count, seed: 1), randomNumbers(count, seed: 2))
    let positive = x.map(abs)
    let pairs = zip(x, y)

    var weights = y
    kernels.patternDescent.descent(x, positive, 0.25, count, &weights)
    #expect(difference(weights, pairs.map { $1 - 0.25 * abs($0) * $0 }) < 1e-6)

    let mask = (0..<count).map { Float($0 % 2) }
    var rates = [Float](repeating: 5, count: count)
    kernels.patternDescent.diagonalRates(positive, mask, 0.02, count, &rates)
    #expect(difference(rates, zip(mask, positive).map { $0 / (0.02 + $1) }) < 1e-6)

    var mean = y
    kernels.patternDescent.runningMean(x, 0.02, count, &mean)
    #expect(difference(mean, pairs.map { 0.98 * $1 + 0.02 * $0 }) < 1e-6)

    var squares = y
    kernels.patternDescent.squares(x, count, &squares)
    #expect(squares == x.map { $0 * $0 })
  }
}
