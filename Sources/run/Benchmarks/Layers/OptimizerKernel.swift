import Figures
import Kernels
import NeuralNet

/// The optimiser's kernel, on as many weights as a network has.
func adamKernel(weights count: Int) -> KernelBenchmark {
  var generator = SeededGenerator(seed: 1)
  let gradients = (0..<count).map { _ in generator.uniform(in: -1...1) }
  // Gradients, both moments, weights and factors, one behind the other.
  let (memory, nothing) = (MemoryBlock(count: 4 * count + 16), MemoryBlock(count: 0))
  memory.write(gradients, at: 0)
  memory.write([2e-3, 0.9, 0.999, 1, 1e-8], at: 4 * count)
  let regions = (0..<5).map { Region(.shared, $0 * count) }
  let adam = Instruction.adam(
    (
      gradients: regions[0], factors: regions[4], count: Int32(count), firstMoments: regions[1],
      secondMoments: regions[2], weights: regions[3]
    ))
  let blocks = MemoryBlocks(
    parameters: nothing, shared: memory, own: nothing, gradients: nothing)
  func run() { blocks.run([adam], by: KernelBuild.fastest.execute) }
  run()
  // The first step, from moments and weights that are zero.
  let expected = gradients.map { g in
    -2e-3 * (0.1 * g) / ((0.001 * g * g).squareRoot() + 1e-8)
  }
  return KernelBenchmark(
    network: "article", name: "Adam, \(NumberText.grouped(count)) weights", patterns: 1,
    multiplyAdds: nil,
    difference: largestDifference(memory.floats(count, at: 3 * count), from: expected), run: run)
}
