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
    "Log-softmax agrees with the C library's functions", arguments: KernelSet.runnable,
    [1, 2, 7, 8, 9, 10, 16, 17])
  func forward(kernels: KernelSet, classes: Int) {
    let (rows, stride) = (5, (classes + 7) / 8 * 8)
    var input = randomNumbers(rows * stride, seed: 1).map { $0 * 20 }
    // A row whose exponentials would overflow, and one that is all the same.
    for column in 0..<stride {
      input[column] = 1_000 + input[column]
      input[stride + column] = -3
    }
    var fast = [Float](repeating: 0, count: rows * stride)
    var plain = fast
    kernels.logSoftmax(input, rows, classes, stride, &fast)
    plainLogSoftmax(input, rows: rows, classes: classes, stride: stride, output: &plain)
    for row in 0..<rows {
      let columns = row * stride..<row * stride + classes
      let expected = exactLogSoftmax(input[columns])
      #expect(difference(Array(fast[columns]), expected) < 1e-6)
      #expect(difference(Array(plain[columns]), expected) < 1e-6)
    }
  }

  @Test(
    "The gradient of log-softmax agrees with the plain loops", arguments: KernelSet.runnable,
    [1, 2, 7, 8, 9, 10, 16, 17])
  func gradient(kernels: KernelSet, classes: Int) {
    let (rows, stride) = (3, (classes + 7) / 8 * 8)
    var output = [Float](repeating: 0, count: rows * stride)
    kernels.logSoftmax(
      randomNumbers(rows * stride, seed: 1).map { $0 * 5 }, rows, classes, stride, &output)
    let outputGradient = randomNumbers(rows * stride, seed: 2)
    var fast = randomNumbers(rows * stride, seed: 3)
    var plain = fast
    kernels.logSoftmaxGradient(output, outputGradient, rows, classes, stride, &fast)
    plainLogSoftmaxGradient(
      output, outputGradient: outputGradient, rows: rows, classes: classes, stride: stride,
      inputGradient: &plain)
    #expect(difference(fast, plain) < 1e-6)
  }
}
