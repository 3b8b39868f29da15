/// What was measured over and over: the middle, and how far the others lie from it.
struct Sample: Codable, Hashable {
  enum Unit: String, Codable {
    case seconds
    case megabytes
  }

  let unit: Unit
  let median: Double
  let lowest: Double
  let highest: Double
  let repetitions: Int

  /// - Parameter values: at least one.
  init(_ values: [Double], unit: Unit = .seconds) {
    let sorted = values.sorted()
    self.unit = unit
    median = sorted[sorted.count / 2]
    lowest = sorted[0]
    highest = sorted[sorted.count - 1]
    repetitions = sorted.count
  }

  /// Does some work a number of times, after doing it once to warm up.
  ///
  /// - Parameter runs: how often the work is done between two looks at the clock, for work that
  ///   takes less than the clock can tell.
  init(repetitions: Int, runs: Int = 1, _ work: () -> Void) {
    let times = (0...repetitions).map { _ in
      seconds { for _ in 0..<runs { work() } } / Double(runs)
    }
    self.init(Array(times.dropFirst()))
  }

  /// The difference between the highest and the lowest, as a share of the median.
  var spread: Double { (highest - lowest) / median }
}

/// The seconds that some work takes.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(work) / .seconds(1)
}
