import Figures
import Kernels
import NeuralNet

/// The optimiser's kernel, on as many weights as a network has.
func adamKernel(weights count: Int) -> KernelBenchmark {
  var generator = SeededGenerator(seed: 1)
  let gradients = (0..<count).map { _ in generator.uniform(in: -1...1) }
  /// Gradients, both moments, weights and factors, one behind the other.
  func step(isPlain: Bool) -> (memory: MemoryBlock, run: () -> Void) {
    let (memory, nothing) = (MemoryBlock(count: 4 * count + 16), MemoryBlock(count: 0))
    memory.write(gradients, at: 0)
    memory.write([2e-3, 0.9, 0.999, 1, 1e-8], at: 4 * count)
    let regions = (0..<5).map { Region(.shared, $0 * count) }
    let adam = Instruction.adam(
      isPlain: isPlain, gradients: regions[0], factors: regions[4], count: Int32(count),
      firstMoments: regions[1], secondMoments: regions[2], weights: regions[3])
    let blocks = MemoryBlocks(
      parameters: nothing, shared: memory, own: nothing, gradients: nothing)
    return (memory, { blocks.run([adam], by: KernelBuild.fastest.execute) })
  }
  let (fast, plain) = (step(isPlain: false), step(isPlain: true))
  fast.run()
  plain.run()
  let results = [fast, plain].map { $0.memory.floats(3 * count, at: count) }
  return KernelBenchmark(
    network: "article", name: "Adam, \(NumberText.grouped(count)) weights", patterns: 1,
    multiplyAdds: nil, difference: largestDifference(results[0], from: results[1]),
    run: fast.run)
}
