public import Datasets
public import Figures

/// Two ways in which a digit of 28x28 pixels fills a field of 32x32: padded, as in the paper, or
/// stretched, as in the article.
///
/// A frame shows how much of each field is ink.
public struct PaddingAndStretching: Figure {
  public var title: String
  public var digit: GrayImage
  /// The side of the field.
  public var side: Int

  /// - Precondition: the digit has ink and is no larger than the field.
  public init(
    _ digit: GrayImage, side: Int = 32, title: String = "The same digit, padded and stretched"
  ) {
    guard digit.width > 0, digit.height > 0, side >= max(digit.width, digit.height) else {
      fatalError(
        "PaddingAndStretching: a digit of \(digit.width)x\(digit.height) pixels does not fit "
          + "\(side)x\(side)")
    }
    self.title = title
    self.digit = digit
    self.side = side
  }

  private var padded: GrayImage { digit.padded(width: side, height: side) }
  private var stretched: GrayImage { digit.resized(width: side, height: side) }

  public func drawing() -> Drawing {
    let parts: [Block] = [
      picture(digit, "as it comes"), .arrow(), picture(padded, "padded"),
      .space(width: 20), picture(stretched, "stretched"),
    ]
    return Drawing(title: title, block: .row(parts, gap: 10))
  }

  private func picture(_ image: GrayImage, _ name: String) -> Block {
    let ink = image.inkBox
    return Block.picture(
      Plane(image), on: LevelScale(scale: .ink, range: 0...255), sample: 6,
      windows: ink.map { [Block.Window(rows: $0.rows, columns: $0.columns)] } ?? []
    ).captioned(
      above: [name],
      below: [
        "\(image.width)\u{D7}\(image.height) pixels",
        ink.map { "ink \($0.columns.count)\u{D7}\($0.rows.count)" } ?? "no ink",
      ])
  }

  public var altText: String {
    func ink(_ image: GrayImage) -> String {
      image.inkBox.map { "\($0.columns.count) by \($0.rows.count)" } ?? "no pixels"
    }
    return AltText.joined(
      title,
      "Padding leaves the ink as it is, \(ink(padded)) of \(side) by \(side) pixels; stretching "
        + "makes it larger and softer, \(ink(stretched))")
  }
}

extension Plane {
  init(_ image: GrayImage) {
    self.init(width: image.width, height: image.height, values: image.pixels.map(Float.init))
  }
}

extension GrayImage {
  /// The smallest box that holds every pixel that is not background.
  var inkBox: (rows: Range<Int>, columns: Range<Int>)? {
    let inked = pixels.indices.filter { pixels[$0] > 0 }
    let (rows, columns) = (inked.map { $0 / width }, inked.map { $0 % width })
    guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(),
      let right = columns.max()
    else { return nil }
    return (top..<bottom + 1, left..<right + 1)
  }
}
