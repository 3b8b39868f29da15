import Foundation
import Synchronization
public import Testing

/// Runs tests that wait for programs or sockets on threads of their own, as many tests at a time
/// as there are cores.
///
/// Swift's tasks share as few threads as there are cores: two tests that block them stop all the
/// others, and the servers in them, until somebody's time is over.
public struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  private static let places = Places(count: ProcessInfo.processInfo.activeProcessorCount)

  public let isRecursive = true

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Self.places.take()
    defer { Self.places.leave() }
    try await withTaskExecutorPreference(ThreadExecutor.shared, operation: function)
  }
}

extension Trait where Self == OwnThreads {
  /// Tests that block: they run on threads of their own.
  public static var onOwnThreads: Self { OwnThreads() }
}

/// Gives each piece of a task's work to a new thread.
private final class ThreadExecutor: TaskExecutor {
  static let shared = ThreadExecutor()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// A number of places, taken in the order of asking.
private final class Places: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(free: count)) }

  func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
