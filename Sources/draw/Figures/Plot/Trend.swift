/// What a series does on the whole, in words: it rises, falls, turns, or goes up and down.
struct Trend {
  typealias Pair = (x: Double, y: Double)

  private let pairs: [Pair]
  /// The pairs, or the means of twenty parts where there are many: noise is no trend.
  private let parts: [Pair]
  private let height: (Double) -> Double

  /// - Parameters:
  ///   - pairs: numbers that an axis can show, at least two, x ascending.
  ///   - kind: of the y axis; on a logarithmic one ratios count.
  init(_ pairs: [Pair], kind: Axis.Kind) {
    self.pairs = pairs
    height = kind == .logarithmic ? { decimalLogarithm($0) } : { $0 }
    let count = 20
    guard pairs.count > 2 * count else {
      parts = pairs
      return
    }
    parts = (0..<count).map { part in
      let range = (pairs.count * part / count)..<(pairs.count * (part + 1) / count)
      // Shares are added, since a sum of large numbers can overflow.
      let share = 1 / Double(range.count)
      let mean = pairs[range].reduce(0) { $0 + $1.y * share }
      return (pairs[(range.lowerBound + range.upperBound) / 2].x, mean)
    }
  }

  private var isSmoothed: Bool { parts.count < pairs.count }

  /// - Parameters:
  ///   - name: of the series, with which the sentence begins.
  ///   - place: says where a number of the x axis is.
  func sentence(_ name: String, at place: (Double) -> String) -> String {
    guard let first = parts.first, let last = parts.last,
      let low = parts.min(by: { $0.y < $1.y }), let high = parts.max(by: { $0.y < $1.y })
    else { return "" }
    func say(_ pair: Pair) -> String {
      (isSmoothed ? "about " : "") + NumberText.significant(pair.y)
    }
    let span = height(high.y) - height(low.y)
    guard span > 0 else { return "\(name) stays at \(NumberText.significant(first.y))." }
    func share(_ from: Pair, _ to: Pair) -> Double { (height(to.y) - height(from.y)) / span }
    let ends = "from \(say(first)) at \(place(first.x))"
    let end = "\(say(last)) at \(place(last.x))"
    if share(low, first) > 0.25, share(low, last) > 0.25, parts.count > 2 {
      if share(first, high) > 0.25, share(last, high) > 0.25 {
        return "\(name) goes up and down between \(say(low)) and \(say(high))."
      }
      return "\(name) falls \(ends) to \(say(low)) at \(place(low.x)), then rises to \(end)."
    }
    if share(first, high) > 0.25, share(last, high) > 0.25, parts.count > 2 {
      return "\(name) rises \(ends) to \(say(high)) at \(place(high.x)), then falls to \(end)."
    }
    if abs(share(first, last)) < 0.1 {
      return "\(name) begins and ends near \(say(last)), between \(say(low)) and \(say(high))."
    }
    return "\(name) \(first.y < last.y ? "rises" : "falls") \(ends) to \(end)."
  }
}

/// How two numbers go together where neither follows the other in order: a cloud of dots.
enum Relation {
  /// The correlation coefficient of pairs, or `nil` where one of the numbers is constant.
  ///
  /// Computed from ranks (Spearman), so that neither outliers nor logarithmic axes matter.
  static func correlation(_ pairs: [Trend.Pair]) -> Double? {
    let (x, y) = (ranks(pairs.map(\.x)), ranks(pairs.map(\.y)))
    let middle = Double(pairs.count - 1) / 2
    var (products, squaresX, squaresY) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      products += (x - middle) * (y - middle)
      squaresX += (x - middle) * (x - middle)
      squaresY += (y - middle) * (y - middle)
    }
    guard squaresX > 0, squaresY > 0 else { return nil }
    return products / (squaresX * squaresY).squareRoot()
  }

  /// The place of each number in their order; equal ones share the mean of their places.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }

  static func sentence(_ name: String, _ pairs: [Trend.Pair], x: String, y: String) -> String {
    guard pairs.count > 2, let correlation = correlation(pairs) else { return "" }
    let count = "\(name): \(NumberText.grouped(pairs.count)) points"
    let (x, y) = (x.isEmpty ? "x" : x, y.isEmpty ? "y" : y)
    guard abs(correlation) >= 0.3 else { return "\(count), \(y) has little to do with \(x)." }
    return "\(count), \(y) \(correlation > 0 ? "rises" : "falls") with \(x) "
      + "(rank correlation \(NumberText.fixed(correlation, decimals: 2)))."
  }
}
