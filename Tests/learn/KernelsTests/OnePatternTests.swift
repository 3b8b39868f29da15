import Kernels
import NeuralNet
import Testing

@Suite("A fully connected layer for one pattern")
struct OnePatternTests {
  @Test(
    "The forward pass and a step agree with the plain loops",
    arguments: KernelBuild.runnable,
    [(1, 1), (5, 3), (8, 8), (40, 9), (120, 84), (400, 120), (399, 17)])
  func dense(kernels: KernelBuild, size: (inputs: Int, outputs: Int)) {
    let (inputs, outputs) = size
    let rowLength = (inputs + 15) / 16 * 16
    let input = randomNumbers(inputs, seed: 1) + [Float](repeating: 3, count: rowLength - inputs)
    let weights = randomNumbers(outputs * inputs, seed: 2)
    let bias = randomNumbers(outputs, seed: 3)
    // Rows of whole panels, zero where there is no input.
    let padding = [Float](repeating: 0, count: rowLength - inputs)
    let rows = (0..<outputs).flatMap { weights[$0 * inputs..<($0 + 1) * inputs] + padding }

    let expected = (0..<outputs).map { output in
      (0..<inputs).reduce(bias[output]) { $0 + weights[output * inputs + $1] * input[$1] }
    }
    var machine = Machine()
    let (x, w) = (machine.put(input), machine.put(rows))
    let output = machine.put([Float](repeating: 0, count: outputs))
    machine.run(
      .dense(
        (
          input: x, weights: w, rowLength: Int32(rowLength), bias: machine.put(bias),
          outputs: Int32(outputs), output: output
        )), kernels)
    #expect(difference(machine.numbers(outputs, at: output), expected) < 1e-5)

    let gradient = randomNumbers(outputs, seed: 4)
    let rates = randomNumbers(outputs * inputs, seed: 5)
    let rateRows = (0..<outputs).flatMap { rates[$0 * inputs..<($0 + 1) * inputs] + padding }
    let inputGradient = [Float](repeating: 1, count: rowLength)
    var (moved, expectedGradient) = (rows, inputGradient)
    for output in 0..<outputs {
      for index in 0..<inputs {
        let step = rates[output * inputs + index] * gradient[output] * input[index]
        moved[output * rowLength + index] -= 0.5 * step
        // By the weights before the step.
        expectedGradient[index] += gradient[output] * weights[output * inputs + index]
      }
    }
    let dx = machine.put(inputGradient)
    machine.run(
      .denseStep(
        (
          input: x, outputGradient: machine.put(gradient), outputs: Int32(outputs),
          rates: machine.put(rateRows), scale: machine.put([0.5]), weights: w,
          rowLength: Int32(rowLength), inputGradient: dx
        )), kernels)
    #expect(difference(machine.numbers(rows.count, at: w), moved) < 1e-6)
    #expect(difference(machine.numbers(rowLength, at: dx), expectedGradient) < 1e-5)
  }
}
