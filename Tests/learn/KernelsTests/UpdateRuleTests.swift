import Kernels
import NeuralNet
import Testing

@Suite("Update rules")
struct UpdateRuleTests {
  @Test(
    "Adam's fast step agrees with the plain loop", arguments: KernelBuild.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func adam(kernels: KernelBuild, count: Int) {
    let results = [false, true].map { isPlain in
      var machine = Machine()
      let gradients = machine.put(randomNumbers(count, seed: 1))
      let weights = machine.put(randomNumbers(count, seed: 2))
      let first = machine.put(randomNumbers(count, seed: 3))
      let second = machine.put(randomNumbers(count, seed: 4).map { abs($0) })
      let factors = machine.put([2e-3, 0.9, 0.999, 0.1, 1e-8] as [Float])
      machine.run(
        .adam(
          isPlain: isPlain, gradients: gradients, factors: factors, count: Int32(count),
          firstMoments: first, secondMoments: second, weights: weights), kernels)
      return [first, second, weights].map { machine.numbers(count, at: $0) }
    }
    for (fast, plain) in zip(results[0], results[1]) { #expect(difference(fast, plain) < 1e-6) }
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
        gradients: gradients, shards: 3, pitch: Int32(pitch), mask: machine.put(mask),
        count: Int32(count)), kernels)
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
        gradients: input, rates: rates, scale: factor, count: count, weights: weights), kernels)
    #expect(
      difference(machine.numbers(size, at: weights), pairs.map { $1 - 0.25 * abs($0) * $0 })
        < 1e-6)

    let plainWeights = machine.put(y)
    machine.run(
      .gradientDescent(
        gradients: input, learningRate: factor, count: count, weights: plainWeights), kernels)
    #expect(
      difference(machine.numbers(size, at: plainWeights), pairs.map { $1 - 0.25 * $0 }) < 1e-6)

    let mask = (0..<size).map { Float($0 % 2) }
    let found = machine.put([Float](repeating: 5, count: size))
    machine.run(
      .diagonalRates(
        curvatures: rates, mask: machine.put(mask), mu: factor, count: count, rates: found),
      kernels)
    #expect(
      difference(
        machine.numbers(size, at: found), zip(mask, positive).map { $0 / (0.25 + $1) }) < 1e-6)

    let mean = machine.put(y)
    machine.run(
      .runningMean(input: input, weight: factor, count: count, mean: mean), kernels)
    #expect(
      difference(machine.numbers(size, at: mean), pairs.map { 0.75 * $1 + 0.25 * $0 }) < 1e-6)

    let squares = machine.put(y)
    machine.run(.squares(input: input, count: count, output: squares), kernels)
    #expect(machine.numbers(size, at: squares) == x.map { $0 * $0 })
  }
}
