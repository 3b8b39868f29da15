public import Datasets
public import Figures

/// How a photograph of a digit is brought to MNIST's form, stage by stage.
public struct DigitStages: Figure {
  public var title: String
  public var found: FoundDigit

  public init(_ found: FoundDigit, title: String = "From a photograph to MNIST's form") {
    self.title = title
    self.found = found
  }

  public func drawing() -> Drawing {
    let gray = LevelScale(scale: .gray, range: 0...255)
    let ink = LevelScale(scale: .ink, range: 0...255)
    let picture = found.picture
    let mask = GrayImage(
      width: picture.width, height: picture.height, pixels: found.mask.map { $0 ? 255 : 0 })
    let numbers = Set(found.parts.map { Int32($0.label) })
    let parts = GrayImage(
      width: picture.width, height: picture.height,
      pixels: found.components.labels.map { $0 == 0 ? 0 : numbers.contains($0) ? 255 : 90 })
    let stages: [(GrayImage, LevelScale, String, String, Bool)] = [
      (picture, gray, "1. the picture", "\(picture.width)\u{D7}\(picture.height), in grey", false),
      (found.paper, gray, "2. its paper", "a square of \(found.squareSide) fits", false),
      (found.contrast, ink, "3. the contrast", "picture against paper", false),
      (
        mask, ink, "4. the ink", "above \(NumberText.compact(found.threshold, digits: 2)) of 255",
        false
      ),
      (
        parts, ink, "5. its parts",
        "\(found.parts.count) of \(found.components.parts.count) kept", true
      ),
      (found.ink, ink, "6. the digit's ink", "0 to 255", true),
      (found.digit, ink, "7. in MNIST's form", "20\u{D7}20 in 28\u{D7}28", false),
    ]
    let blocks = stages.enumerated().map { index, stage -> Block in
      let block = Self.picture(
        stage.0, on: stage.1, box: stage.4 ? (found.rows, found.columns) : nil
      ).captioned(above: [stage.2], below: [stage.3])
      return index == 0 ? block : .row([.arrow(length: 18), block], gap: 6)
    }
    return Drawing(
      title: title,
      block: .flow(blocks, width: 720 - 2 * Drawing.margin, gap: 6, lineGap: 16))
  }

  private static let side: Points = 140

  /// An image, shrunk to what the page can show.
  private static func picture(
    _ image: GrayImage, on scale: LevelScale, box: (rows: Range<Int>, columns: Range<Int>)?
  ) -> Block {
    let longest = Double(max(image.width, image.height))
    let factor = min(1, 2 * side / longest)
    func scaled(_ length: Int) -> Int { max(1, Int((Double(length) * factor).rounded())) }
    let small =
      factor < 1
      ? image.resized(width: scaled(image.width), height: scaled(image.height)) : image
    let sample = side / Double(max(small.width, small.height))
    let share = factor
    return Block.picture(
      Plane(small), on: scale,
      sample: sample > 2 ? sample.rounded(.down) : sample,
      windows: box.map { box in
        [
          Block.Window(
            rows: Int(
              Double(box.rows.lowerBound) * share)..<max(
                Int(Double(box.rows.lowerBound) * share) + 1, scaled(box.rows.upperBound)),
            columns: Int(
              Double(box.columns.lowerBound) * share)..<max(
                Int(Double(box.columns.lowerBound) * share) + 1, scaled(box.columns.upperBound)))
        ]
      } ?? [])
  }

  public var altText: String {
    AltText.joined(
      title,
      "A \(found.isLightOnDark ? "light" : "dark") digit of \(found.columns.count) by "
        + "\(found.rows.count) pixels in a picture of \(found.picture.width) by "
        + "\(found.picture.height) becomes one of 28 by 28",
      "Of \(found.components.parts.count) parts of ink \(found.parts.count) are kept",
      "Stages: picture, paper, contrast, ink, parts, the digit's ink, MNIST's form")
  }
}
