import Figures

extension Block {
  /// A frame around some samples of a picture.
  struct Window {
    var rows: Range<Int>
    var columns: Range<Int>
    var accent: Int

    init(rows: Range<Int>, columns: Range<Int>, accent: Int = 2) {
      self.rows = rows
      self.columns = columns
      self.accent = accent
    }

    init(row: Int, column: Int, side: Int = 1, accent: Int = 2) {
      self.init(rows: row..<row + side, columns: column..<column + side, accent: accent)
    }
  }

  /// The numbers as squares of colour.
  ///
  /// - Parameters:
  ///   - sample: the side of a square; a whole number keeps all alike.
  ///   - windows: frames within the picture.
  ///   - dotted: indices of squares with a dot in them.
  static func picture(
    _ plane: Plane, on scale: LevelScale, sample: Points, windows: [Window] = [],
    dotted: [Int] = []
  ) -> Block {
    let size = Size(width: sample * Double(plane.width), height: sample * Double(plane.height))
    return Block(width: size.width, height: size.height) { corner, sheet in
      let frame = Rectangle(x: corner.x, y: corner.y, width: size.width, height: size.height)
      sheet.drawing.image(
        SampleGrid(
          width: plane.width, height: plane.height, values: plane.values, range: scale.range),
        scale: scale.scale, frame: frame)
      sheet.drawing.stroke(.rectangle(frame.inset(by: -0.5)), Stroke(.grid))
      for index in dotted {
        let center = Point(
          x: corner.x + (Double(index % plane.width) + 0.5) * sample,
          y: corner.y + (Double(index / plane.width) + 0.5) * sample)
        sheet.drawing.fill(
          .circle(center: center, radius: sample / 4),
          .text(onLevel: scale.level(plane.values[index]), scale.scale))
      }
      for window in windows {
        sheet.drawing.drawWindow(window, in: frame, sample: sample)
      }
    }
  }

  /// The numbers as squares of colour with the numbers in them.
  ///
  /// - Parameters:
  ///   - marked: which squares are framed.
  static func numbers(
    _ plane: Plane, on scale: LevelScale, style: NumberStyle, marked: Set<Int> = []
  ) -> Block {
    let texts = style.texts(of: plane.values)
    let cell = style.cell
    return Block(
      width: cell.width * Double(plane.width), height: cell.height * Double(plane.height)
    ) { corner, sheet in
      func frame(_ index: Int) -> Rectangle {
        Rectangle(
          x: corner.x + Double(index % plane.width) * cell.width,
          y: corner.y + Double(index / plane.width) * cell.height, width: cell.width,
          height: cell.height)
      }
      for (index, value) in plane.values.enumerated() {
        let frame = frame(index)
        let level = scale.level(value)
        sheet.drawing.fill(
          .rectangle(frame), value.isNaN ? .paper : .level(level, scale.scale),
          stroke: Stroke(.grid))
        sheet.drawing.write(
          Text(
            texts[index],
            at: Point(
              x: frame.midX, y: FontMetrics.baseline(centeredAt: frame.midY, size: style.size)),
            size: style.size,
            color: value.isNaN ? .muted : .text(onLevel: level, scale.scale), anchor: .middle))
      }
      for index in marked.sorted() {
        sheet.drawing.stroke(.rectangle(frame(index).inset(by: 1)), Stroke(.paper, width: 4))
        sheet.drawing.stroke(.rectangle(frame(index).inset(by: 1)), Stroke(.accent(2), width: 2))
      }
    }
  }
}

/// How the numbers of some planes are written, all alike.
struct NumberStyle {
  /// By which power of ten all numbers are divided, so that tiny ones can be read.
  private var exponent = 0
  /// Of numbers that are too different for that, each has a form of its own.
  private var decimals: Int?
  var size: Points
  var cell = Size(width: 0, height: 0)

  /// - Parameters:
  ///   - planes: whose numbers the squares must hold.
  ///   - width: the least width of a square.
  init(for planes: [Plane], size: Points = 12, width: Points = 0) {
    self.size = size
    let values = planes.flatMap(\.values).filter(\.isFinite)
    let most = values.map(abs).max() ?? 0
    let areWhole = values.allSatisfy { $0 == $0.rounded() }
    if most > 0, most < 0.05 {
      while exponent > -30, most * power(of: -exponent) < 1 { exponent -= 1 }
    }
    decimals =
      most >= 10_000 ? nil : areWhole ? 0 : most < 9.995 ? 2 : most < 99.95 ? 1 : 0
    cell.height = (size * 1.9).rounded()
    let widest =
      planes.flatMap { texts(of: $0.values) }.map { FontMetrics.width(of: $0, size: size) }.max()
      ?? 0
    cell.width = max(width, (widest + 7).rounded(.up))
  }

  /// What has to stand with the numbers, such as `in units of 10⁻⁶`, if anything.
  var unit: String? {
    exponent == 0 ? nil : "in units of 10" + NumberText.superscript(exponent)
  }

  private func power(of exponent: Int) -> Float {
    (0..<abs(exponent)).reduce(1) { power, _ in exponent < 0 ? power / 10 : power * 10 }
  }

  func texts(of values: [Float]) -> [String] {
    values.map { value in
      if value.isNaN { return "NaN" }
      guard let decimals else { return NumberText.compact(Double(value), digits: 2) }
      // A zero is nothing, and should look like it.
      return value == 0
        ? "0" : NumberText.fixed(Double(value * power(of: -exponent)), decimals: decimals)
    }
  }
}

extension Drawing {
  /// A frame around samples of a picture that is legible upon every colour.
  fileprivate mutating func drawWindow(
    _ window: Block.Window, in frame: Rectangle, sample: Points
  ) {
    let edge = Rectangle(
      x: frame.x + Double(window.columns.lowerBound) * sample,
      y: frame.y + Double(window.rows.lowerBound) * sample,
      width: Double(window.columns.count) * sample, height: Double(window.rows.count) * sample)
    stroke(.rectangle(edge), Stroke(.paper, width: 4))
    stroke(.rectangle(edge), Stroke(.accent(window.accent), width: 2))
  }
}
