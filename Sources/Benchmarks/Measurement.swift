/// How long some work took, over and over.
struct Measurement {
  private var sorted: [Double]

  /// - Parameter seconds: at least one time.
  init(seconds: [Double]) { sorted = seconds.sorted() }

  /// Does some work a number of times, after doing it once to warm up.
  init(repetitions: Int, _ work: () throws -> Void) rethrows {
    try work()
    self.init(seconds: try (0..<repetitions).map { _ in try Self.time(work) })
  }

  /// The seconds that some work takes.
  static func time(_ work: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(work)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  var median: Double { sorted[sorted.count / 2] }

  /// The difference between the slowest and the fastest, as a share of the median.
  var spread: Double { (sorted[sorted.count - 1] - sorted[0]) / median }

  /// The median in a unit that suits it.
  var medianText: String {
    switch median {
    case ..<1e-3: "\(rounded(median * 1e6, digits: 1)) µs"
    case ..<1: "\(rounded(median * 1e3, digits: 2)) ms"
    default: "\(rounded(median, digits: 2)) s"
    }
  }

  var spreadText: String { "\(rounded(spread * 100, digits: 0)) %" }
}
