import Kernels

/// An optimiser whose step is one instruction over all weights at once, in whatever order they lie.
protocol PackedOptimizer: Optimizer {
  /// The numbers that the rule keeps for each weight, at most two: for each parameter an array,
  /// row-major. Empty before the first step.
  var memories: [[[Float]]] { get set }

  /// How many numbers the rule keeps for each weight.
  var memoryCount: Int { get }

  /// Counts a step, and says what all weights share in it.
  mutating func beginStep() -> [Float]

  func instruction(_ operands: UpdateOperands) -> Instruction
}

/// What an update rule reads and writes.
struct UpdateOperands {
  /// Whether a loop of the textbook does it.
  var isPlain = false
  var gradients: Region
  /// What all weights share.
  var factors: Region
  var count: Int32
  /// Two numbers kept for each weight.
  var memories: [Region]
  var weights: Region
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
    // The step of a network without layers: its parameters one after the other.
    let total = counts.reduce(0, +)
    let (memory, nothing) = (MemoryBlock(count: 4 * total + 16), MemoryBlock(count: 0))
    memory.write(parameters.flatMap(\.scalars), at: 0)
    memory.write(gradients.flatMap(\.scalars), at: total)
    for (index, numbers) in memories.enumerated() {
      memory.write(numbers.flatMap { $0 }, at: (2 + index) * total)
    }
    memory.write(beginStep(), at: 4 * total)
    func region(_ index: Int) -> Region { Region(.shared, index * total) }
    let instruction = instruction(
      UpdateOperands(
        gradients: region(1), factors: region(4), count: Int32(total),
        memories: [region(2), region(3)], weights: region(0)))
    MemoryBlocks(parameters: nothing, shared: memory, own: nothing, gradients: nothing)
      .run([instruction], by: KernelBuild.fastest.execute)
    func numbers(_ index: Int) -> [[Float]] {
      var start = index * total
      return counts.map { count in
        defer { start += count }
        return memory.floats(count, at: start)
      }
    }
    for (index, numbers) in numbers(0).enumerated() { parameters[index].scalars = numbers }
    memories = (0..<memoryCount).map { numbers(2 + $0) }
  }
}
