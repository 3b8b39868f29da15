import Foundation
import Kernels
import NeuralNet
import Testing

@Suite("Scaled tanh")
struct ScaledTanhTests {
  static let counts = [0, 1, 7, 8, 9, 1_000]

  @Test("The function is 1.7159 tanh(2/3 x) to the last places", arguments: KernelSet.runnable)
  func values(kernels: KernelSet) {
    // Every 1,021st float of either sign, from the smallest to the largest.
    let positive = stride(from: UInt32(0), to: Float.infinity.bitPattern, by: 1_021)
      .map { Float(bitPattern: $0) }
    let input = positive + positive.map { -$0 } + [1, -1]
    var output = [Float](repeating: 9, count: input.count)
    kernels.lenet5.scaledTanh(input, input.count, &output)
    let places = zip(input, output).map { x, y in
      let expected = 1.7159 * tanh(2.0 / 3 * Double(x))
      return abs(Double(y) - expected) / Double(Float(expected).ulp)
    }
    #expect(places.allSatisfy { $0 < 6 }, "\(places.max() ?? 0) units in the last place")
    #expect(output.allSatisfy { abs($0) <= 1.7159 })
    #expect(output.suffix(2).map { ($0 * 10_000).rounded() } == [10_000, -10_000])
  }

  @Test(
    "Function, slope and squared slope agree with the plain loops",
    arguments: KernelSet.runnable, counts)
  func agrees(kernels: KernelSet, count: Int) {
    let input = randomNumbers(count, seed: 1).map { 4 * $0 }
    let fromAbove = randomNumbers(count, seed: 2)
    let before = randomNumbers(count, seed: 3)
    var (output, expected) = (before, before)
    kernels.lenet5.scaledTanh(input, count, &output)
    plainScaledTanh(input, count: count, output: &expected)
    #expect(difference(output, expected) < 1e-6)

    var (gradient, expectedGradient) = (before, before)
    kernels.lenet5.scaledTanhGradient(output, fromAbove, count, &gradient)
    plainScaledTanhGradient(
      output, outputGradient: fromAbove, count: count, inputGradient: &expectedGradient)
    #expect(difference(gradient, expectedGradient) < 1e-6)

    var (curvature, expectedCurvature) = (before, before)
    kernels.lenet5.scaledTanhCurvature(output, fromAbove, count, &curvature)
    plainScaledTanhCurvature(
      output, outputCurvature: fromAbove, count: count, inputCurvature: &expectedCurvature)
    #expect(difference(curvature, expectedCurvature) < 1e-6)
  }

  @Test("A number that is none stays visible", arguments: KernelSet.runnable)
  func keepsNaN(kernels: KernelSet) {
    let input = [Float](repeating: .nan, count: 9)
    var output = [Float](repeating: 0, count: 9)
    kernels.lenet5.scaledTanh(input, 9, &output)
    #expect(output.allSatisfy { $0.isNaN })
  }
}
