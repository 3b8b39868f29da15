import CellRunner
import Foundation
import Synchronization

/// What the person at the terminal sees: messages, and one line of progress that keeps changing.
///
/// Where the output is no terminal, progress is a line for each chapter and, for a long cell, one
/// every few seconds.
final class Terminal: Sendable {
  private struct State {
    var progressWidth = 0
    var lastLine = ContinuousClock.now
  }

  private let isQuiet: Bool
  private let isInteractive = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
  }

  /// Prints a message for which people wait.
  func say(_ message: String) {
    guard !isQuiet else { return }
    endProgress()
    write(message + "\n")
  }

  /// Prints a problem, even to those who asked for quiet.
  func complain(_ message: String) {
    endProgress()
    write(message + "\n")
  }

  /// Shows what the runner is at.
  @Sendable func show(_ progress: RunProgress) {
    switch progress {
    case .compiling(let chapter):
      change("\(chapter): compiling")
    case .running(let chapter, let cell, let index, let count):
      change("\(chapter): \(cell) (\(index + 1) of \(count))")
    case .progressed(let chapter, let cell, let fraction, let message):
      let percent = Int((min(max(fraction, 0), 1) * 100).rounded(.down))
      change("\(chapter): \(cell) \(percent) % \(message)", atMostEvery: .seconds(5))
    case .finished(let chapter, let seconds):
      say("\(chapter): ran in \(Self.seconds(seconds))")
    case .reused(let chapter):
      change("\(chapter): unchanged")
    case .failed(let chapter):
      say("\(chapter): failed")
    }
  }

  /// Clears the line of progress.
  func endProgress() {
    let width = state.withLock { state in
      defer { state.progressWidth = 0 }
      return state.progressWidth
    }
    if width > 0 { write("\r" + String(repeating: " ", count: width) + "\r") }
  }

  static func seconds(_ seconds: Double) -> String {
    String(format: seconds < 10 ? "%.1f s" : "%.0f s", seconds)
  }

  private func change(_ text: String, atMostEvery interval: Duration? = nil) {
    guard !isQuiet else { return }
    if isInteractive {
      let line = String(text.prefix(100))
      endProgress()
      state.withLock { $0.progressWidth = line.count }
      write(line)
    } else if let interval {
      let isDue = state.withLock { state in
        let isDue = ContinuousClock.now - state.lastLine >= interval
        if isDue { state.lastLine = .now }
        return isDue
      }
      if isDue { write(text + "\n") }
    }
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
