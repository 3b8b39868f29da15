public import Datasets
public import Figures

/// One digit as what it is: numbers in rows and columns, each upon its grey.
///
/// The background around the ink is cut off.
public struct DigitNumbers: Figure {
  public var title: String
  public var digit: GrayImage
  public var label: Int?

  /// - Precondition: the digit has pixels, at most 40 a side.
  public init(_ digit: GrayImage, label: Int? = nil, title: String = "A digit is numbers") {
    guard (1...40).contains(digit.width), (1...40).contains(digit.height) else {
      fatalError(
        "DigitNumbers: expected 1 to 40 pixels a side, found \(digit.width)x\(digit.height)")
    }
    self.title = title
    self.digit = digit
    self.label = label
  }

  public func drawing() -> Drawing {
    // One pixel of background around the ink: what is farther away is background too.
    let ink = digit.inkBox ?? (0..<digit.height, 0..<digit.width)
    let rows = max(ink.rows.lowerBound - 1, 0)..<min(ink.rows.upperBound + 1, digit.height)
    let columns =
      max(ink.columns.lowerBound - 1, 0)..<min(ink.columns.upperBound + 1, digit.width)
    let room = 720 - 2 * Drawing.margin
    let cell = Size(
      width: min(36, (room / Double(columns.count)).rounded(.down)),
      height: min(28, (room / Double(columns.count)).rounded(.down)))
    let size = min(TypeSize.small, (cell.width * 0.45 * 2).rounded(.down) / 2)
    let digit = digit
    let block = Block(
      width: cell.width * Double(columns.count), height: cell.height * Double(rows.count)
    ) { corner, sheet in
      for row in rows {
        for column in columns {
          let frame = Rectangle(
            x: corner.x + Double(column - columns.lowerBound) * cell.width,
            y: corner.y + Double(row - rows.lowerBound) * cell.height, width: cell.width,
            height: cell.height)
          let level = Double(digit[row, column]) / 255
          sheet.drawing.fill(.rectangle(frame), .level(level, .ink), stroke: Stroke(.grid))
          sheet.drawing.write(
            Text(
              "\(digit[row, column])",
              at: Point(
                x: frame.midX, y: FontMetrics.baseline(centeredAt: frame.midY, size: size)),
              size: size, color: level == 0 ? .muted : .text(onLevel: level, .ink),
              anchor: .middle))
        }
      }
    }
    let note =
      "Rows \(rows.lowerBound) to \(rows.upperBound - 1) and columns \(columns.lowerBound) to "
      + "\(columns.upperBound - 1) of \(digit.width)\u{D7}\(digit.height); the others hold zeros."
    let isWhole = rows.count == digit.height && columns.count == digit.width
    return Drawing(
      title: title,
      block: .column(
        [block] + (isWhole ? [] : [.paragraph(note, width: max(block.size.width, 240))])))
  }

  public var altText: String {
    let inked = digit.pixels.filter { $0 > 0 }
    let name = label.map { "a \($0)" } ?? "a digit"
    return AltText.joined(
      title,
      "\(digit.width) by \(digit.height) numbers from 0 to \(digit.pixels.max() ?? 0) draw \(name)",
      "\(NumberText.grouped(inked.count)) of \(NumberText.grouped(digit.pixels.count)) are not 0; "
        + "\(NumberText.grouped(inked.count { $0 >= 250 })) are 250 or more, the ink of the strokes"
    )
  }
}
