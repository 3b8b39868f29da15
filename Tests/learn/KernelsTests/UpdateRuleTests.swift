import Kernels
import NeuralNet
import Testing

@Suite("Update rules")
struct UpdateRuleTests {
  @Test("A step of Adam", arguments: KernelBuild.runnable, [0, 1, 7, 8, 9, 1_000])
  func adam(kernels: KernelBuild, count: Int) {
    let (g, w) = (randomNumbers(count, seed: 1), randomNumbers(count, seed: 2))
    let (m, v) = (randomNumbers(count, seed: 3), randomNumbers(count, seed: 4).map(abs))
    var machine = Machine()
    let (first, second, weights) = (machine.put(m), machine.put(v), machine.put(w))
    machine.run(
      .adam(
        (
          gradients: machine.put(g), factors: machine.put([2e-3, 0.9, 0.999, 0.1, 1e-8]),
          count: Int32(count), firstMoments: first, secondMoments: second, weights: weights
        )), kernels)
    let newM = zip(m, g).map { 0.9 * Double($0) + 0.1 * Double($1) }
    let newV = zip(v, g).map { 0.999 * Double($0) + 0.001 * Double($1) * Double($1) }
    let newW = zip(w, zip(newM, newV)).map { weight, moments in
      Double(weight) - 2e-3 * moments.0 / (moments.1.squareRoot() / 0.1 + 1e-8)
    }
    for (place, expected) in [(first, newM), (second, newV), (weights, newW)] {
      #expect(difference(machine.numbers(count, at: place), expected.map { Float($0) }) < 1e-6)
    }
  }

  @Test("Shards are added in their order, and gaps stay zero", arguments: KernelBuild.runnable)
  func shards(kernels: KernelBuild) {
    let (count, pitch) = (32, 48)
    let numbers = randomNumbers(3 * pitch, seed: 1)
    let mask = (0..<count).map { Float($0 % 3 == 0 ? 0 : 1) }
    var machine = Machine()
    // What lies in a gap may be no number at all.
    let gradients = machine.put(numbers.enumerated().map { $0 == 3 ? .nan : $1 })
    machine.run(
      .sumOfShards(
        (
          gradients: gradients, shards: 3, pitch: Int32(pitch), mask: machine.put(mask),
          count: Int32(count)
        )), kernels)
    let expected = (0..<count).map {
      mask[$0] == 0 ? 0 : numbers[$0] + numbers[pitch + $0] + numbers[2 * pitch + $0]
    }
    #expect(machine.numbers(count, at: gradients) == expected)
  }

  @Test(
    "Steps, rates, means and squares", arguments: KernelBuild.runnable, [0, 1, 7, 8, 9, 100])
  func elementwise(kernels: KernelBuild, size: Int) {
    let (x, y) = (randomNumbers(size, seed: 1), randomNumbers(size, seed: 2))
    let (positive, pairs, count) = (x.map(abs), zip(x, y), Int32(size))
    var machine = Machine()
    let (input, rates, factor) = (machine.put(x), machine.put(positive), machine.put([0.25]))

    let weights = machine.put(y)
    machine.run(
      .diagonalDescent(
        (
          gradients: input, rates: rates, scale: factor, count: count, weights: weights
        )), kernels)
    #expect(
      difference(machine.numbers(size, at: weights), pairs.map { $1 - 0.25 * abs($0) * $0 })
        < 1e-6)

    let plainWeights = machine.put(y)
    machine.run(
      .gradientDescent(
        (
          gradients: input, learningRate: factor, count: count, weights: plainWeights
        )), kernels)
    #expect(
      difference(machine.numbers(size, at: plainWeights), pairs.map { $1 - 0.25 * $0 }) < 1e-6)

    let mask = (0..<size).map { Float($0 % 2) }
    let found = machine.put([Float](repeating: 5, count: size))
    machine.run(
      .diagonalRates(
        (
          curvatures: rates, mask: machine.put(mask), mu: factor, count: count, rates: found
        )),
      kernels)
    #expect(
      difference(
        machine.numbers(size, at: found), zip(mask, positive).map { $0 / (0.25 + $1) }) < 1e-6)

    let mean = machine.put(y)
    machine.run(
      .runningMean((input: input, weight: factor, count: count, mean: mean)), kernels)
    #expect(
      difference(machine.numbers(size, at: mean), pairs.map { 0.75 * $1 + 0.25 * $0 }) < 1e-6)

    let squares = machine.put(y)
    machine.run(.squares((input: input, count: count, output: squares)), kernels)
    #expect(machine.numbers(size, at: squares) == x.map { $0 * $0 })
  }
}
