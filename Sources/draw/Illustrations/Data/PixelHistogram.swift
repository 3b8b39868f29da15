public import Figures
import Foundation
public import NeuralNet

/// How often each value of pixels occurs, before and after they are normalised.
///
/// The heights are logarithms, since most pixels are background. A line marks the mean of each.
public struct PixelHistogram: Figure {
  /// The pixels of some images, and what they are called.
  public struct Pixels: Sendable {
    public var name: String
    /// Equally wide parts of the range, and how many pixels lie in each.
    public var counts: [Int]
    public var range: ClosedRange<Double>
    public var mean: Double
    public var variance: Double
    /// How many pixels are not numbers.
    public var missing: Int

    /// - Parameters:
    ///   - images: all of them, or as many as give the picture.
    ///   - bins: into how many parts the range is cut.
    public init(_ name: String, of images: LabeledImages, bins: Int = 51) {
      // In pieces, and twice: all pixels at once would fill the memory.
      func forEach(_ body: (Double) -> Void) {
        for start in stride(from: 0, to: images.count, by: 1_000) {
          let piece = images.images(at: start..<min(start + 1_000, images.count))
          for pixel in piece.scalars { body(Double(pixel)) }
        }
      }
      var (low, high) = (Double.infinity, -Double.infinity)
      var (sum, count, missing) = (0.0, 0, 0)
      forEach { pixel in
        guard pixel.isFinite else {
          missing += 1
          return
        }
        (low, high) = (min(low, pixel), max(high, pixel))
        sum += pixel
        count += 1
      }
      let mean = sum / Double(max(count, 1))
      let range = low < high ? low...high : low <= high ? (low - 0.5)...(low + 0.5) : 0...1
      var counts = [Int](repeating: 0, count: max(bins, 1))
      let scale = Double(counts.count) / (range.upperBound - range.lowerBound)
      var squares = 0.0
      forEach { pixel in
        guard pixel.isFinite else { return }
        counts[min(Int((pixel - range.lowerBound) * scale), counts.count - 1)] += 1
        squares += (pixel - mean) * (pixel - mean)
      }
      self.name = name
      self.counts = counts
      self.range = range
      self.mean = mean
      self.missing = missing
      variance = squares / Double(max(count, 1))
    }
  }

  public var title: String
  public var sets: [Pixels]

  public init(_ sets: [Pixels], title: String = "How often each pixel value occurs") {
    self.title = title
    self.sets = sets
  }

  public func drawing() -> Drawing {
    let width = 720 - 2 * Drawing.margin - 56
    // Three powers of ten below everything: what is rarer is a bar of no height.
    let decades = 4.0
    let panels = sets.map { set -> Block in
      let total = Double(max(set.counts.reduce(0, +), 1))
      let heights = set.counts.map { count -> Double in
        count == 0 ? 0 : max(0.01, 1 + log10(Double(count) / total) / decades)
      }
      let span = set.range.upperBound - set.range.lowerBound
      func place(_ value: Double) -> Double { (value - set.range.lowerBound) / span }
      var ticks = [set.range.lowerBound, set.range.upperBound]
      if set.range.contains(0), place(0) > 0.03 { ticks.append(0) }
      let round = (-20...20).map { Double($0) * span / 5 }.map { ($0 * 5).rounded() / 5 }
      ticks += round.filter { set.range.contains($0) && place($0) < 0.92 && place($0) > 0.08 }
      let bars = Block.bars(
        heights, width: width, height: 110, accent: 1,
        ticks: Set(ticks).sorted().map { (place($0), NumberText.compact($0, digits: 4)) })
      let mean = place(set.mean)
      let marked = Block(width: bars.size.width, height: bars.size.height) { corner, sheet in
        for power in 0...Int(decades) {
          let y = (corner.y + 110 * Double(power) / decades).onPixel
          if power < Int(decades) {
            sheet.drawing.stroke(
              .line(from: Point(x: corner.x, y: y), to: Point(x: corner.x + width, y: y)),
              Stroke(.grid))
          }
        }
        bars.draw(at: corner, on: &sheet)
        let x = corner.x + mean * width
        sheet.drawing.stroke(
          .line(from: Point(x: x, y: corner.y - 4), to: Point(x: x, y: corner.y + 110)),
          Stroke(.accent(2), width: 2, dash: [5, 3]))
      }
      let scale = Block(width: 56, height: bars.size.height) { corner, sheet in
        for (power, text) in ["100 %", "10 %", "1 %", "0.1 %"].enumerated() {
          let y = corner.y + 110 * Double(power) / decades
          sheet.drawing.write(
            Text(
              text,
              at: Point(
                x: corner.x + 48, y: FontMetrics.baseline(centeredAt: y, size: TypeSize.small)),
              size: TypeSize.small, color: .muted, anchor: .end))
        }
      }
      let numbers =
        "mean \(NumberText.compact(set.mean)), variance \(NumberText.compact(set.variance))"
        + (set.missing > 0 ? ", \(NumberText.grouped(set.missing)) are not numbers" : "")
      return .column(
        [
          .row(
            [.text(set.name, size: TypeSize.body, weight: .bold), .text(numbers, color: .muted)],
            gap: 12),
          .space(height: 4),
          .row([scale, marked], gap: 0, alignment: .start),
        ], gap: 4)
    }
    return Drawing(title: title, block: .column(panels, gap: 16))
  }

  public var altText: String {
    AltText.joined(
      title,
      sets.map { set in
        let total = max(set.counts.reduce(0, +), 1)
        let most = set.counts.indices.max { (set.counts[$0], $1) < (set.counts[$1], $0) } ?? 0
        let width = (set.range.upperBound - set.range.lowerBound) / Double(max(set.counts.count, 1))
        return "\(set.name): from \(NumberText.compact(set.range.lowerBound)) to "
          + "\(NumberText.compact(set.range.upperBound)), "
          + "\(NumberText.fixed(100 * Double(set.counts[most]) / Double(total), decimals: 0)) % near "
          + "\(NumberText.compact(set.range.lowerBound + (Double(most) + 0.5) * width, digits: 2)), "
          + "mean \(NumberText.compact(set.mean)), variance \(NumberText.compact(set.variance))"
      }.joined(separator: "; "))
  }

  public var dataTable: DataTable? {
    guard !sets.isEmpty else { return nil }
    return DataTable(
      columns: [DataTable.Column("pixels")]
        + ["least", "greatest", "mean", "variance"].map { DataTable.Column($0, isNumeric: true) },
      rows: sets.map { set in
        [set.name]
          + [set.range.lowerBound, set.range.upperBound, set.mean, set.variance]
          .map { NumberText.compact($0) }
      })
  }
}
