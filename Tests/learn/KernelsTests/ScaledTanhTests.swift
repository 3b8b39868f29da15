import Foundation
import Kernels
import NeuralNet
import Testing

@Suite("Scaled tanh")
struct ScaledTanhTests {
  static let counts = [0, 1, 7, 8, 9, 1_000]

  @Test("The function is 1.7159 tanh(2/3 x) to the last places", arguments: KernelBuild.runnable)
  func values(kernels: KernelBuild) {
    // Every 1,021st float of either sign, from the smallest to the largest.
    let positive = stride(from: UInt32(0), to: Float.infinity.bitPattern, by: 1_021)
      .map { Float(bitPattern: $0) }
    let input = positive + positive.map { -$0 } + [1, -1]
    let output = scaledTanh(input, kernels)
    let places = zip(input, output).map { x, y in
      let expected = 1.7159 * tanh(2.0 / 3 * Double(x))
      return abs(Double(y) - expected) / Double(Float(expected).ulp)
    }
    #expect(places.allSatisfy { $0 < 6 }, "\(places.max() ?? 0) units in the last place")
    #expect(output.allSatisfy { abs($0) <= 1.7159 })
    #expect(output.suffix(2).map { ($0 * 10_000).rounded() } == [10_000, -10_000])
  }

  @Test("Slope and squared slope", arguments: KernelBuild.runnable, counts)
  func slopes(kernels: KernelBuild, count: Int) {
    let input = randomNumbers(count, seed: 1).map { 4 * $0 }
    let fromAbove = randomNumbers(count, seed: 2)
    let before = randomNumbers(count + 1, seed: 3)
    var machine = Machine()
    let (output, gradient, curvature) = (
      machine.put(scaledTanh(input, kernels)), machine.put(before), machine.put(before)
    )
    let above = machine.put(fromAbove)
    machine.run(
      .scaledTanhGradient(
        (
          output: output, outputGradient: above, count: Int32(count), inputGradient: gradient
        )), kernels)
    machine.run(
      .scaledTanhCurvature(
        (
          output: output, outputGradient: above, count: Int32(count), inputGradient: curvature
        )), kernels)
    /// The slope by the formula of the derivative.
    let slopes = input.map { x in
      let root = 1 / cosh(2.0 / 3 * Double(x))
      return Float(1.7159 * 2 / 3 * root * root)
    }
    let changes = zip(slopes, fromAbove)
    let ofFirst = zip(before, changes.map { $0 * $1 }).map(+) + [before[count]]
    let ofSecond = zip(before, changes.map { $0 * $0 * $1 }).map(+) + [before[count]]
    #expect(difference(machine.numbers(count + 1, at: gradient), ofFirst) < 2e-6)
    #expect(difference(machine.numbers(count + 1, at: curvature), ofSecond) < 2e-6)
  }

  @Test("A number that is none stays visible", arguments: KernelBuild.runnable)
  func keepsNaN(kernels: KernelBuild) {
    let output = scaledTanh([Float](repeating: .nan, count: 9), kernels)
    #expect(output.allSatisfy { $0.isNaN })
  }

  func scaledTanh(_ input: [Float], _ kernels: KernelBuild) -> [Float] {
    var machine = Machine(capacity: 2 * input.count + 200)
    let output = machine.put([Float](repeating: 9, count: input.count))
    let numbers = machine.put(input)
    machine.run(
      .scaledTanh((input: numbers, count: Int32(input.count), output: output)), kernels)
    return machine.numbers(input.count, at: output)
  }
}
