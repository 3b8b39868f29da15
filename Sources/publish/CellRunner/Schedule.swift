import BookRecords
import Foundation
import Synchronization

/// Which chapters run at the moment, and what the finished ones keep for the others.
///
/// Chapters depend on one another by checkpoints alone. Nobody knows beforehand who will ask for
/// which: a cell that restores one waits until an earlier chapter that keeps it has finished, or
/// all earlier chapters have. While it waits, another chapter takes its place.
final class Schedule: Sendable {
  /// A checkpoint of a finished chapter.
  struct Kept {
    var file: URL
    /// The sum of the file's bytes.
    var digest: String
  }

  private struct State {
    var free: Int
    /// The chapters that want to run, or to go on, or may want to.
    var waiting: Set<Int>
    /// The checkpoints of each finished chapter; none for one that failed.
    var finished: [Int: [String: Kept]] = [:]
    var isStopped = false
    /// Those who are told of every change.
    var observers: [Int: AsyncStream<Void>.Continuation] = [:]
    var observerCount = 0
  }

  private let state: Mutex<State>

  /// - Parameter chapters: how many there are. Any of them may want to run, until it says otherwise:
  ///   which one asks first is chance, which one runs first is not.
  init(jobs: Int, chapters: Int) {
    state = Mutex(State(free: jobs, waiting: Set(0..<chapters)))
  }

  // MARK: Waiting

  /// One element for each change of the schedule, or for several together.
  func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.observerCount += 1
      state.observers[state.observerCount] = continuation
      return state.observerCount
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.observers.removeValue(forKey: number) }
    }
    return stream
  }

  /// Waits until `attempt` gives something; `nil` if nobody wants it any more.
  func wait<Value>(for attempt: () -> Value?) async -> Value? {
    let changes = changes()
    if let value = attempt() { return value }
    for await _ in changes {
      if isStopped { return nil }
      if let value = attempt() { return value }
    }
    return nil
  }

  private func change(_ body: (inout State) -> Void) {
    state.withLock { body(&$0) }
    tell()
  }

  private func tell() {
    for observer in state.withLock({ Array($0.observers.values) }) { observer.yield() }
  }

  // MARK: Places

  /// Takes a place if one is free and no earlier chapter wants it.
  func takePlace(for chapter: Int) -> Bool {
    let isTaken = state.withLock { state in
      state.waiting.insert(chapter)
      guard state.free > 0, state.waiting.min() == chapter else { return false }
      state.waiting.remove(chapter)
      state.free -= 1
      return true
    }
    // The next chapter may have waited for this one to go first.
    if isTaken { tell() }
    return isTaken
  }

  func leavePlace() {
    change { $0.free += 1 }
  }

  /// Lets later chapters go first, for a chapter that does not know yet whether it must run.
  func stepAside(_ chapter: Int) {
    change { $0.waiting.remove(chapter) }
  }

  /// Takes a place at once, for a chapter that is about to leave it.
  func retakePlace(for chapter: Int) {
    change { state in
      state.waiting.remove(chapter)
      state.free -= 1
    }
  }

  // MARK: Ends

  /// Nothing is begun any more, and what runs is ended.
  func stop() {
    change { $0.isStopped = true }
  }

  var isStopped: Bool { Task.isCancelled || state.withLock(\.isStopped) }

  func finish(_ chapter: Int, keeping checkpoints: [String: Kept]) {
    change { state in
      state.waiting.remove(chapter)
      state.finished[chapter] = checkpoints
    }
  }

  // MARK: Checkpoints

  /// The answer to a chapter that wants a checkpoint.
  enum Answer {
    case kept(Kept)
    /// No earlier chapter keeps it; these are kept.
    case missing(kept: [String])
  }

  /// Where a checkpoint is for a chapter, or `nil` while that is not known.
  func answer(_ name: String, before chapter: Int) -> Answer? {
    state.withLock { state in
      let earlier = (0..<chapter).map { state.finished[$0] }
      if let kept = earlier.lazy.compactMap({ $0?[name] }).first { return .kept(kept) }
      guard earlier.allSatisfy({ $0 != nil }) else { return nil }
      return .missing(kept: Set(earlier.compactMap(\.self).flatMap(\.keys)).sorted())
    }
  }
}
