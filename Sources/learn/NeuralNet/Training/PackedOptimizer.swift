package import Kernels

/// An optimiser whose step is one instruction over all weights at once, in whatever order they lie.
package protocol PackedOptimizer: Optimizer {
  /// The numbers that the rule keeps for each weight, at most two: for each parameter an array,
  /// row-major. Empty before the first step.
  var memories: [[[Float]]] { get set }

  /// How many numbers the rule keeps for each weight.
  var memoryCount: Int { get }

  /// Counts a step, and says what all weights share in it.
  mutating func beginStep() -> [Float]

  /// - Parameters:
  ///   - factors: what all weights share.
  ///   - memories: two numbers kept for each weight.
  func instruction(
    gradients: Region, factors: Region, count: Int32, memories: [Region], weights: Region
  ) -> Instruction
}

extension PackedOptimizer {
  public mutating func update(_ parameters: inout [Tensor], gradients: [Tensor]) {
    let counts = parameters.map(\.count)
    let known = memories.first?.map(\.count) ?? counts
    guard gradients.map(\.count) == known, counts == known else {
      fatalError(
        "\(Self.self): expected parameters and gradients of \(known) numbers, "
          + "found \(counts) and \(gradients.map(\.count))")
    }
    let factors = beginStep()
    var kept = memories
    if kept.isEmpty {
      kept = (0..<memoryCount).map { _ in counts.map { .init(repeating: 0, count: $0) } }
    }
    let nothing = MemoryBlock(count: 0)
    for (index, count) in counts.enumerated() {
      let memory = MemoryBlock(count: 4 * count + 16)
      let blocks = MemoryBlocks(
        parameters: nothing, shared: memory, own: nothing, gradients: nothing)
      let arrays = [parameters[index].scalars, gradients[index].scalars] + kept.map { $0[index] }
      for (place, numbers) in arrays.enumerated() { memory.write(numbers, at: place * count) }
      memory.write(factors, at: 4 * count)
      let regions = (0..<5).map { Region(.shared, $0 * count) }
      let step = instruction(
        gradients: regions[1], factors: regions[4], count: Int32(count),
        memories: [regions[2], regions[3]], weights: regions[0])
      blocks.run([step], by: KernelBuild.fastest.execute)
      parameters[index].scalars = memory.floats(count, at: 0)
      for place in kept.indices {
        kept[place][index] = memory.floats(count, at: (2 + place) * count)
      }
    }
    memories = kept
  }
}
