import Figures

extension Block {
  /// Bars upon an axis with some numbers.
  ///
  /// - Parameters:
  ///   - heights: of the bars, from 0 to 1.
  ///   - ticks: where numbers stand beneath the axis, from 0 to 1.
  static func bars(
    _ heights: [Double], width: Points, height: Points, accent: Int,
    ticks: [(place: Double, text: String)]
  ) -> Block {
    Block(width: width, height: height + 20) { corner, sheet in
      let base = corner.y + height
      let slot = width / Double(max(heights.count, 1))
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
