import Figures

/// How many of some numbers lie in each of some equal parts of a range.
struct BinnedNumbers {
  let range: ClosedRange<Double>
  let counts: [Int]
  /// How many numbers are not finite.
  let missing: Int
  /// How many lie outside the range.
  let outside: Int
  let total: Int

  /// - Parameter range: of the numbers that are finite, if `nil`.
  init(_ numbers: some Collection<Double>, range: ClosedRange<Double>? = nil, bins: Int) {
    let finite = numbers.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    let range = range ?? (low < high ? low...high : (low - 0.5)...(low + 0.5))
    var counts = [Int](repeating: 0, count: max(bins, 1))
    var outside = 0
    for number in finite {
      guard range.contains(number) else {
        outside += 1
        continue
      }
      let share = (number - range.lowerBound) / (range.upperBound - range.lowerBound)
      counts[min(Int(share * Double(counts.count)), counts.count - 1)] += 1
    }
    self.range = range
    self.counts = counts
    self.outside = outside
    missing = numbers.count - finite.count
    total = numbers.count
  }
}

extension Block {
  /// Bars upon an axis with some numbers.
  ///
  /// - Parameters:
  ///   - heights: of the bars, from 0 to 1.
  ///   - ticks: where numbers stand beneath the axis, from 0 to 1.
  static func bars(
    _ heights: [Double], width: Points, height: Points, accent: Int,
    ticks: [(place: Double, text: String)], rule: Double? = nil
  ) -> Block {
    Block(width: width, height: height + 20) { corner, sheet in
      let base = corner.y + height
      let slot = width / Double(max(heights.count, 1))
      if let rule {
        sheet.drawing.stroke(
          .line(
            from: Point(x: corner.x + rule * width, y: corner.y),
            to: Point(x: corner.x + rule * width, y: base)), Stroke(.grid))
      }
      for (index, share) in heights.enumerated() where share > 0 {
        let bar = Rectangle(
          x: corner.x + Double(index) * slot, y: base - max(share * height, 1),
          width: slot, height: max(share * height, 1))
        sheet.drawing.fill(.rectangle(bar), .accent(accent))
      }
      sheet.drawing.stroke(
        .line(
          from: Point(x: corner.x, y: base.onPixel), to: Point(x: corner.x + width, y: base.onPixel)
        ),
        Stroke(.muted))
      var end = -Points.infinity
      for tick in ticks {
        let textWidth = FontMetrics.width(of: tick.text, size: TypeSize.small)
        let x = min(
          max(corner.x + tick.place * width, corner.x + textWidth / 2),
          corner.x + width - textWidth / 2)
        // A number too near to the one before would run into it.
        guard x - textWidth / 2 > end + 6 else { continue }
        end = x + textWidth / 2
        let mark = (corner.x + tick.place * width).onPixel
        sheet.drawing.stroke(
          .line(from: Point(x: mark, y: base), to: Point(x: mark, y: base + 4)), Stroke(.muted))
        sheet.drawing.write(
          Text(
            tick.text, at: Point(x: x, y: base + 5 + TypeSize.small * FontMetrics.ascent),
            size: TypeSize.small, color: .muted, anchor: .middle))
      }
    }
  }
}
