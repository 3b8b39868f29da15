import Figures
import Kernels
import NeuralNet

/// The optimiser's kernel, on as many weights as a network has.
func adamKernel(weights count: Int) -> KernelBenchmark {
  var generator = SeededGenerator(seed: 1)
  let gradients = (0..<count).map { _ in generator.uniform(in: -1...1) }
  let zeros = [Float](repeating: 0, count: count)
  var (first, second, weights) = (zeros, zeros, zeros)
  var (plainFirst, plainSecond, plainWeights) = (zeros, zeros, zeros)
  func step() {
    KernelSet.fastest.adamStep(
      gradients, count, 2e-3, 0.9, 0.999, 1, 1e-8, &first, &second, &weights)
  }
  step()
  plainAdamStep(
    gradients, count: count, stepSize: 2e-3, beta1: 0.9, beta2: 0.999, rootCorrection: 1,
    epsilon: 1e-8, firstMoments: &plainFirst, secondMoments: &plainSecond, weights: &plainWeights)
  let difference = largestDifference(
    first + second + weights, from: plainFirst + plainSecond + plainWeights)
  return KernelBenchmark(
    network: "article", name: "Adam, \(NumberText.grouped(count)) weights", patterns: 1,
    multiplyAdds: nil,
    difference: difference, run: step)
}
