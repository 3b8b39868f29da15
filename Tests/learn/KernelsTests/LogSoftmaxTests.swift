import Foundation
import Kernels
import NeuralNet
import Testing

@Suite("Log-softmax")
struct LogSoftmaxTests {
  /// The same in double precision with the C library's functions.
  func exactLogSoftmax(_ scores: ArraySlice<Float>) -> [Float] {
    let largest = scores.max() ?? 0
    let sum = scores.reduce(0.0) { $0 + exp(Double($1 - largest)) }
    return scores.map { Float(Double($0 - largest) - log(sum)) }
  }

  @Test(
    "Log-softmax agrees with the C library's functions", arguments: KernelBuild.runnable,
    [1, 2, 7, 8, 9, 10, 16, 17])
  func forward(kernels: KernelBuild, classes: Int) {
    let (rows, stride) = (5, (classes + 7) / 8 * 8)
    var input = randomNumbers(rows * stride, seed: 1).map { $0 * 20 }
    // A row whose exponentials would overflow, and one that is all the same.
    for column in 0..<stride {
      input[column] = 1_000 + input[column]
      input[stride + column] = -3
    }
    let results = [false, true].map { isPlain in
      var machine = Machine()
      let output = machine.put([Float](repeating: 0, count: rows * stride))
      machine.run(
        .logSoftmax(
          (
            isPlain: isPlain, input: machine.put(input), rows: Int32(rows),
            classes: Int32(classes), stride: Int32(stride), output: output
          )), kernels)
      return machine.numbers(rows * stride, at: output)
    }
    for row in 0..<rows {
      let columns = row * stride..<row * stride + classes
      let expected = exactLogSoftmax(input[columns])
      for found in results { #expect(difference(Array(found[columns]), expected) < 1e-6) }
    }
  }

  @Test(
    "The gradient of log-softmax agrees with the plain loops", arguments: KernelBuild.runnable,
    [1, 2, 7, 8, 9, 10, 16, 17])
  func gradient(kernels: KernelBuild, classes: Int) {
    let (rows, stride) = (3, (classes + 7) / 8 * 8)
    let results = [false, true].map { isPlain in
      var machine = Machine()
      let output = machine.put([Float](repeating: 0, count: rows * stride))
      let scores = machine.put(randomNumbers(rows * stride, seed: 1).map { $0 * 5 })
      machine.run(
        .logSoftmax(
          (
            isPlain: false, input: scores, rows: Int32(rows), classes: Int32(classes),
            stride: Int32(stride), output: output
          )), kernels)
      let inputGradient = machine.put(randomNumbers(rows * stride, seed: 3))
      machine.run(
        .logSoftmaxGradient(
          (
            isPlain: isPlain, output: output,
            outputGradient: machine.put(randomNumbers(rows * stride, seed: 2)),
            rows: Int32(rows), classes: Int32(classes), stride: Int32(stride),
            inputGradient: inputGradient
          )), kernels)
      return machine.numbers(rows * stride, at: inputGradient)
    }
    #expect(difference(results[0], results[1]) < 1e-6)
  }
}
