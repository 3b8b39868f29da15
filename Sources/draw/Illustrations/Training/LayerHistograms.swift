import Figures
import Foundation

/// Histograms of numbers of each layer, below each other on one axis.
struct LayerHistograms {
  struct Row {
    var name: String
    var numbers: [Double]
    /// Stands beside the name.
    var note: String
  }

  var heading: String
  var rows: [Row]
  /// Whether the axis shows powers of ten; numbers that are not positive have no place on it.
  var isLogarithmic: Bool
  var accent: Int
  /// Where a line crosses all rows, and what it is.
  var rule: (value: Double, name: String)?

  /// The numbers as they lie along the axis.
  private func places(_ numbers: [Double]) -> [Double] {
    isLogarithmic ? numbers.map { $0 > 0 ? log10($0) : .nan } : numbers
  }

  private var range: ClosedRange<Double> {
    let all =
      rows.flatMap { places($0.numbers) }.filter(\.isFinite)
      + [rule.map { isLogarithmic ? log10($0.value) : $0.value }].compactMap(\.self)
    guard let low = all.min(), let high = all.max() else { return isLogarithmic ? -1...0 : -1...1 }
    if isLogarithmic {
      // Some numbers are so small by chance that they would stretch the axis beyond use.
      let start = max(low, high - 8)
      return (start - 0.1)...(high + 0.1)
    }
    let most = max(abs(low), abs(high), 1e-12)
    return -most...most
  }

  /// How many numbers lie in each of some equal parts of a range.
  private static func counts(
    of numbers: [Double], in range: ClosedRange<Double>, bins: Int
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: bins)
    for number in numbers where range.contains(number) {
      let share = (number - range.lowerBound) / (range.upperBound - range.lowerBound)
      counts[min(Int(share * Double(bins)), bins - 1)] += 1
    }
    return counts
  }

  func block(width: Points, nameWidth: Points) -> Block {
    let range = range
    let span = range.upperBound - range.lowerBound
    let ticks = self.ticks(range, width: width)
    let bins = max(16, Int(width / 4))
    let blocks = rows.indices.map { index -> Block in
      let counts = Self.counts(of: places(rows[index].numbers), in: range, bins: bins)
      let most = Double(counts.max() ?? 0)
      let heights = counts.map { most > 0 ? Double($0) / most : 0 }
      let isLast = index == rows.count - 1
      let bars = Block.bars(
        heights, width: width, height: 40, accent: accent,
        ticks: isLast ? ticks.map { (($0.value - range.lowerBound) / span, $0.text) } : [])
      let name = Block.column(
        [.name(rows[index].name, width: nameWidth, weight: .bold)]
          + (rows[index].note.isEmpty
            ? [] : [.name(rows[index].note, width: nameWidth, color: .muted)]),
        gap: 0)
      // The last row's numbers hang below it.
      let row = Block(width: width, height: isLast ? bars.size.height : 44) { corner, sheet in
        for tick in ticks {
          let x = (corner.x + (tick.value - range.lowerBound) / span * width).onPixel
          sheet.drawing.stroke(
            .line(from: Point(x: x, y: corner.y), to: Point(x: x, y: corner.y + 40)),
            Stroke(.grid))
        }
        bars.draw(at: corner, on: &sheet)
        if let rule {
          let value = isLogarithmic ? log10(rule.value) : rule.value
          let x = corner.x + (value - range.lowerBound) / span * width
          sheet.drawing.stroke(
            .line(from: Point(x: x, y: corner.y - 4), to: Point(x: x, y: corner.y + 40)),
            Stroke(.ink, width: 1.5, dash: [4, 3]))
        }
      }
      return nameWidth > 0
        ? .row([name.set(in: nameWidth, .start), row], gap: 8, alignment: .start) : row
    }
    let head = nameWidth > 0 ? [Block.space(width: nameWidth)] : []
    return .column(
      [.row(head + [.paragraph(heading, width: width, color: .ink)], gap: 8), .space(height: 2)]
        + blocks, gap: 4)
  }

  private func ticks(_ range: ClosedRange<Double>, width: Points) -> [(value: Double, text: String)]
  {
    if isLogarithmic {
      let powers =
        Int(
          range.lowerBound.rounded(.up))...max(
          Int(range.lowerBound.rounded(.up)), Int(range.upperBound.rounded(.down)))
      let step = max(1, Int((Double(powers.count) * 44 / width).rounded(.up)))
      return powers.filter { $0 % step == 0 && range.contains(Double($0)) }.map {
        (Double($0), "10" + NumberText.superscript($0))
      }
    }
    let most = range.upperBound
    // Half of the range as a round number.
    let power = pow(10, log10(most / 2).rounded(.down))
    let step = ([5, 2, 1].first { $0 * power <= most * 0.7 } ?? 1) * power
    return [-step, 0, step].map { ($0, NumberText.compact($0)) }
  }
}
