import Dispatch
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
      seconds {
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
          // A call whose result nobody reads could be left out.
          precondition(KernelSet.fastest.multiplyAddPeak(multiplyAdds, 0.5, 1) > 0)
        }
      }
    }
    return 2e-9 * Double(multiplyAdds * threads) / (times.min() ?? .infinity)
  }
}
