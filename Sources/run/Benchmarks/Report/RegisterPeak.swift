import Dispatch
import Kernels
import NeuralNet

/// How fast the processor multiplies and adds if it need not wait for memory, in GFLOP/s.
struct RegisterPeak: Codable, Hashable {
  let oneThread: Double
  let threads: Int
  /// What all threads do together.
  let allThreads: Double

  /// Measures both: the best of some rounds, because a peak is what nothing disturbed.
  init(threads: Int) {
    self.threads = threads
    (oneThread, allThreads) = (Self.measure(threads: 1), Self.measure(threads: threads))
  }

  /// Whether threads are in each other's way, or in that of another program.
  var isDisturbed: Bool { allThreads < 0.8 * Double(threads) * oneThread }

  private static func measure(threads: Int, rounds: Int = 20) -> Double {
    // Some milliseconds: long beside the start of a thread.
    let multiplyAdds = 192 * 5_000_000
    let times = (0..<rounds).map { _ in
      // A line of the cache for each thread.
      let memory = MemoryBlock(count: 16 * threads)
      for thread in 0..<threads { memory.write([0.5, 1], at: 16 * thread) }
      let blocks = MemoryBlocks(
        parameters: memory, shared: memory, own: memory, gradients: memory)
      return seconds {
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          let factors = Region(.own, 16 * thread)
          let peak = Instruction.registerPeak(
            (
              multiplyAdds: Int32(multiplyAdds), factors: factors,
              output: factors.advanced(by: 2)
            ))
          blocks.run([peak], by: KernelBuild.fastest.execute)
        }
      }
    }
    return 2e-9 * Double(multiplyAdds * threads) / (times.min() ?? .infinity)
  }
}
