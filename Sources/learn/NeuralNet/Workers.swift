import Dispatch
public import Errors
import Foundation
import Synchronization

/// Threads that share out numbered tasks.
///
/// Which thread does which task is left to chance; results must not depend on it.
struct Workers: Sendable {
  let threads: Int
  /// The process that has the threads: a copy that it makes of itself by `fork` has but one.
  private static let process = getpid()

  /// - Precondition: at least one thread.
  init(threads: Int) {
    guard threads >= 1 else {
      fatalError("threads: expected at least 1, found \(threads)")
    }
    self.threads = threads
  }

  /// Runs tasks 0 to `tasks - 1`, and returns when all are done.
  ///
  /// - Parameter body: is given the worker's number, of which no two run at the same time, and
  ///   the task's.
  func run(tasks: Int, _ body: (_ worker: Int, _ task: Int) -> Void) {
    let workers = Self.process == getpid() ? min(threads, tasks) : 1
    guard workers > 1 else {
      for task in 0..<tasks { body(0, task) }
      return
    }
    let next = Atomic(0)
    // Safe because callers' tasks share nothing that one of them writes.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard task < tasks else { return }
        body(worker, task)
      }
    }
  }
}

/// The most threads that may be asked for.
public let greatestThreadCount = 1_024

/// How many threads to use where the caller does not say.
///
/// The environment variable `LENET_THREADS` if it is set, else the number of processors. The
/// number changes how long a computation takes, never its result.
public func defaultThreadCount() -> Int {
  do {
    return try threadCount(in: ProcessInfo.processInfo.environment)
  } catch {
    fatalError("\(error)")
  }
}

/// As ``defaultThreadCount()``, for programs that check their environment.
///
/// - Throws: if `LENET_THREADS` is not a number of threads.
public func threadCount(in environment: [String: String]) throws(InputError) -> Int {
  guard let text = environment["LENET_THREADS"], !text.isEmpty else {
    return ProcessInfo.processInfo.activeProcessorCount
  }
  guard let threads = Int(text), (1...greatestThreadCount).contains(threads) else {
    throw InputError(
      place: "LENET_THREADS",
      expected: "a whole number from 1 to \(greatestThreadCount), or none", found: "'\(text)'")
  }
  return threads
}
