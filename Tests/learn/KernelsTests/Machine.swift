import Kernels
import NeuralNet

/// Memory on which single instructions are tried.
struct Machine {
  private let memory: MemoryBlock
  private var used = 0

  init(capacity: Int = 200_000) { memory = MemoryBlock(count: capacity) }

  /// Puts numbers into memory, with room behind them.
  mutating func put(_ numbers: [Float]) -> Region {
    let region = reserve(numbers.count)
    memory.write(numbers, at: Int(region.offset))
    return region
  }

  mutating func put(_ places: [Int32]) -> Region {
    let region = reserve(places.count)
    memory.write(places, at: Int(region.offset))
    return region
  }

  mutating func put(_ bytes: [UInt8]) -> Region {
    let region = reserve(bytes.count / 4 + 1)
    memory.write(bytes[...], atByte: 4 * Int(region.offset))
    return region
  }

  private mutating func reserve(_ count: Int) -> Region {
    defer { used += (count + 47) / 16 * 16 }
    return Region(.own, used)
  }

  func run(_ instruction: Instruction, _ kernels: KernelBuild) {
    MemoryBlocks(parameters: memory, shared: memory, own: memory, gradients: memory)
      .run([instruction], by: kernels.execute)
  }

  func numbers(_ count: Int, at region: Region) -> [Float] {
    memory.floats(count, at: Int(region.offset))
  }
}
