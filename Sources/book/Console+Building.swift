import CellRunner
import CommandLineTools
import Foundation

extension Console {
  /// Shows what the runner is at.
  @Sendable func show(_ progress: RunProgress) {
    switch progress {
    case .compiling(let chapter):
      show("\(chapter): compiling")
    case .running(let chapter, let cell, let index, let count):
      show("\(chapter): \(cell) (\(index + 1) of \(count))")
    case .progressed(let chapter, let cell, let fraction, let message):
      show("\(chapter): \(cell)", fraction: min(max(fraction, 0), 1), details: message)
    case .finished(let chapter, let seconds):
      say("\(chapter): ran in \(Self.text(seconds: seconds))")
    case .reused(let chapter):
      show("\(chapter): unchanged")
    case .failed(let chapter):
      say("\(chapter): failed")
    }
  }

  /// A time for readers, such as `1.4 s`.
  static func text(seconds: Double) -> String {
    String(format: seconds < 10 ? "%.1f s" : "%.0f s", seconds)
  }
}
