import CommandLineTools
import Foundation
import NeuralNet

/// How far a training is, how fast it goes and how long it will take.
struct TrainingProgress {
  private let passes: Range<Int>
  private let digitsPerPass: Int
  private let console: Console
  private let start = ContinuousClock.now

  /// - Parameter passes: the passes that are left: the first one is number `lowerBound + 1`.
  init(passes: Range<Int>, digitsPerPass: Int, console: Console) {
    self.passes = passes
    self.digitsPerPass = digitsPerPass
    self.console = console
  }

  func show(_ step: TrainingStep) {
    let share = Double(step.batch) / Double(step.batches)
    let donePasses = Double(step.epoch - 1 - passes.lowerBound) + share
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let rate = donePasses * Double(digitsPerPass) / max(elapsed, 1e-9)
    let left = elapsed / donePasses * (Double(passes.count) - donePasses)
    console.show(
      "epoch \(step.epoch)/\(passes.upperBound)", fraction: share,
      details: String(format: "loss %.4f", step.loss)
        + String(format: "  %.0f digits/s", rate) + "  \(Self.text(seconds: left)) left")
  }

  /// A time for readers, such as `1 min 20 s`.
  static func text(seconds: Double) -> String {
    let seconds = Int(seconds.rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3_600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3_600) h \(seconds / 60 % 60) min"
  }
}
