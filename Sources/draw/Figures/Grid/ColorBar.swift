/// The key of a colour scale: a strip of its colours with numbers beneath.
package struct ColorBar {
  package static let height: Points = 36

  private let scale: ColorScale
  private let labels: [(level: Double, text: String)]

  /// - Parameter range: the numbers at the levels 0 and 1.
  package init(scale: ColorScale, range: ClosedRange<Float>) {
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    self.scale = scale
    var numbers = [(0.0, low), (1.0, high)]
    if low < 0, high > 0 { numbers.insert((-low / (high - low), 0), at: 1) }
    labels = numbers.map { ($0.0, NumberText.compact($0.1, digits: 2)) }
  }

  /// The least width at which the numbers keep apart.
  package var minimumWidth: Points {
    labels.reduce(0) { $0 + FontMetrics.width(of: $1.text, size: TypeSize.small) + 14 }
  }

  package func draw(in box: Rectangle, onto drawing: inout Drawing) {
    let strip = Rectangle(x: box.x, y: box.y, width: box.width, height: 12)
    let levels = SampleGrid(width: 256, height: 1, levels: (0...255).map { UInt8($0) })
    drawing.image(levels, scale: scale, frame: strip)
    if scale == .diverging {
      // The strip is too fine for marks of its own.
      let steps = SampleGrid(
        width: 16, height: 1, levels: (0..<16).map { UInt8(8 + 16 * $0) })
      drawing.markSigns(of: steps, frame: strip)
    }
    drawing.stroke(.rectangle(strip.inset(by: -0.5)), Stroke(.grid))
    for (index, label) in labels.enumerated() {
      let anchor: Text.Anchor =
        index == 0 ? .start : index == labels.count - 1 ? .end : .middle
      drawing.write(
        Text(
          label.text,
          at: Point(
            x: strip.x + label.level * strip.width,
            y: strip.maxY + 6 + TypeSize.small * FontMetrics.ascent),
          size: TypeSize.small, color: .muted, anchor: anchor))
    }
  }
}
