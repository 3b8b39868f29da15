import CommandLineTools
import Datasets
import Foundation

/// Pieces of work that belong together, with their peers and goals.
protocol Benchmark: SendableMetatype {
  /// The name by which `--only` asks for it.
  static var name: String { get }
  /// What it measures, in a line of the help.
  static var summary: String { get }

  /// Checks that the peers compute the same, then measures.
  ///
  /// - Throws: if a peer fails, or computes something else.
  static func entries(_ conditions: Conditions) throws -> [Entry]
}

/// What all benchmarks of one run share.
struct Conditions {
  var repetitions: Int
  var threads: Int
  var peak: RegisterPeak
  /// All of MNIST, or else the embedded sample over and over, which gives as many digits.
  var digits: Digits
  var isMNIST: Bool
  var python: Python
  /// Where peers find their data.
  var folder: URL
  var console: Console

  init(repetitions: Int, folder: URL, console: Console, threads: Int) throws {
    (self.repetitions, self.threads, self.folder) = (repetitions, threads, folder)
    self.console = console
    peak = RegisterPeak(threads: threads)
    let found = try Digits.load()
    isMNIST = found.training.count == 60_000 && found.test.count == 10_000
    digits =
      isMNIST
      ? found
      : Digits(
        training: found.training.repeated(60_000), test: found.test.repeated(10_000),
        name: "the embedded sample of MNIST over and over:")
    python = Python()
  }
}

extension DigitSet {
  /// So many digits, from the first again when all were taken.
  fileprivate func repeated(_ count: Int) -> DigitSet {
    let rounds = (count + self.count - 1) / self.count
    let all = DigitSet(
      pixels: Array(repeatElement(pixels, count: rounds).joined()),
      labels: Array(repeatElement(labels, count: rounds).joined()))
    return all[0..<count]
  }
}
