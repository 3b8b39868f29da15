import Kernels
import NeuralNet
import Testing

@Suite("Adam's step")
struct AdamStepTests {
  @Test(
    "The fast step agrees with the plain loop", arguments: KernelSet.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func agrees(kernels: KernelSet, count: Int) {
    let gradients = randomNumbers(count, seed: 1)
    var weights = randomNumbers(count, seed: 2)
    var first = randomNumbers(count, seed: 3)
    var second = randomNumbers(count, seed: 4).map { abs($0) }
    var (plainWeights, plainFirst, plainSecond) = (weights, first, second)
    kernels.adamStep(
      gradients, count, 2e-3, 0.9, 0.999, 0.1, 1e-8, &first, &second, &weights)
    plainAdamStep(
      gradients, count: count, stepSize: 2e-3, beta1: 0.9, beta2: 0.999, rootCorrection: 0.1,
      epsilon: 1e-8, firstMoments: &plainFirst, secondMoments: &plainSecond,
      weights: &plainWeights)
    #expect(difference(first, plainFirst) < 1e-6)
    #expect(difference(second, plainSecond) < 1e-6)
    #expect(difference(weights, plainWeights) < 1e-6)
  }
}
