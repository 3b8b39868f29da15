import CSupervisor
import Dispatch
import Foundation
import Synchronization

/// A program while it runs, with all that it has started.
final class RunningProgram: Sendable {
  typealias Result = Swift.Result<ChildProcess.Ending, ProcessError>

  private struct State {
    /// The program ends when this file is closed; `nil` if it is.
    var lifeline: Int32?
    var result: Result?
    var waiting: [CheckedContinuation<Result, Never>] = []
  }

  private let state: Mutex<State>

  /// - Parameter failure: Makes an error of what keeps the program from being started.
  init(
    _ program: supervised_program, failure: @escaping @Sendable (Int32) -> ProcessError
  ) {
    state = Mutex(State(lifeline: program.lifeline))
    let source = DispatchSource.makeReadSource(fileDescriptor: program.reports)
    source.setEventHandler { [self] in
      source.cancel()
      var report = supervisor_report()
      let size = MemoryLayout<supervisor_report>.size
      let isWhole = read(program.reports, &report, size) == size
      var status: Int32 = 0
      while waitpid(program.supervisor, &status, 0) < 0, errno == EINTR {}
      if report.error != 0 {
        finish(.failure(failure(report.error)))
      } else {
        finish(.success(isWhole ? ChildProcess.Ending(status: report.status) : .signalled(SIGKILL)))
      }
    }
    // Not before: a file that is closed while it is watched leaves its number to another one, of
    // which nothing is then heard.
    source.setCancelHandler { close(program.reports) }
    source.resume()
  }

  /// Ends the program and all that it has started.
  func stop() {
    state.withLock { state in
      guard let lifeline = state.lifeline.take() else { return }
      close(lifeline)
    }
  }

  /// How the program ended, as soon as nothing of it is left.
  func result() async -> Result {
    await withCheckedContinuation { continuation in
      let result: Result? = state.withLock { state in
        if state.result == nil { state.waiting.append(continuation) }
        return state.result
      }
      if let result { continuation.resume(returning: result) }
    }
  }

  private func finish(_ result: Result) {
    let (waiting, result) = state.withLock { state in
      let result = state.lifeline == nil ? .success(.stopped) : result
      if let lifeline = state.lifeline.take() { close(lifeline) }
      state.result = result
      defer { state.waiting = [] }
      return (state.waiting, result)
    }
    for continuation in waiting { continuation.resume(returning: result) }
  }
}
