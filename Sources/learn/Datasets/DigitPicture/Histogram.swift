/// How often each brightness occurs.
struct Histogram {
  private(set) var counts = [Int](repeating: 0, count: 256)
  private(set) var total = 0

  init() {}

  init(_ pixels: [UInt8]) {
    for pixel in pixels { counts[Int(pixel)] += 1 }
    total = pixels.count
  }

  mutating func add(_ value: UInt8) {
    counts[Int(value)] += 1
    total += 1
  }

  /// The smallest value that a share of all values does not exceed: half of them for the median.
  func quantile(_ share: Double) -> Int {
    let wanted = share * Double(total)
    var count = 0
    for value in 0..<256 {
      count += counts[value]
      if count > 0, Double(count) >= wanted { return value }
    }
    return 255
  }

  var median: Int { quantile(0.5) }

  var mean: Double {
    Double(counts.indices.reduce(0) { $0 + $1 * counts[$1] }) / Double(max(1, total))
  }

  /// The median distance from a value, scaled so that it is the standard deviation of normal noise.
  func spread(around center: Int) -> Double {
    var distances = Histogram()
    for value in 0..<256 {
      distances.counts[abs(value - center)] += counts[value]
    }
    distances.total = total
    return 1.4826 * Double(distances.median)
  }

  /// The split in two classes that lie farthest apart for their size: the lower class ends at
  /// `threshold`.
  ///
  /// Maximises the variance between classes, `w0 w1 (m1 - m0)²`.
  ///
  /// - Source: Otsu, "A threshold selection method from gray-level histograms" (1979),
  ///   DOI 10.1109/TSMC.1979.4310076.
  func otsu() -> (threshold: Int, distance: Double) {
    let sum = mean * Double(total)
    var best = (threshold: 255, distance: 0.0)
    var (most, lowCount, lowSum) = (0.0, 0, 0.0)
    for value in 0..<255 {
      lowCount += counts[value]
      lowSum += Double(value * counts[value])
      let highCount = total - lowCount
      guard lowCount > 0, highCount > 0 else { continue }
      let distance = (sum - lowSum) / Double(highCount) - lowSum / Double(lowCount)
      let variance = Double(lowCount) * Double(highCount) * distance * distance
      if variance > most {
        most = variance
        best = (value, distance)
      }
    }
    return best
  }
}
