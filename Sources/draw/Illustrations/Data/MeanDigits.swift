public import Figures
public import NeuralNet

/// The mean of all digits of each class: sharp where all write alike, soft where they differ.
public struct MeanDigits: Figure {
  public let grid: ImageGrid
  private let words: String

  /// - Precondition: the images have one map.
  public init(_ digits: LabeledImages, title: String? = nil, maximumWidth: Points = 720) {
    guard digits.imageShape.count == 3, digits.imageShape[0] == 1 else {
      fatalError("MeanDigits: expected images [1, height, width], got \(digits.imageShape)")
    }
    let (height, width) = (digits.imageShape[1], digits.imageShape[2])
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: height * width), count: digits.classes)
    var counts = [Int](repeating: 0, count: digits.classes)
    for index in 0..<digits.count {
      let label = Int(digits.labels[index])
      counts[label] += 1
      for (pixel, value) in digits.images(at: [index]).scalars.enumerated() {
        sums[label][pixel] += Double(value)
      }
    }
    let present = counts.indices.filter { counts[$0] > 0 }
    let means = present.map { label in
      Plane(
        width: width, height: height, values: sums[label].map { Float($0 / Double(counts[label])) })
    }
    let heading = title ?? "The mean of each class, \(NumberText.grouped(digits.count)) digits"
    grid = ImageGrid(
      title: heading,
      cells: zip(present, means).map { label, mean in
        ImageGrid.Cell(
          width: width, height: height, values: mean.values,
          above: "\(label)", below: NumberText.grouped(counts[label]))
      }, scale: .ink, range: LevelScale.image(means).range, columns: 5, cellSize: 128,
      maximumWidth: maximumWidth)
    let darkest = zip(present, means).map { ($0, $1.values.filter(\.isFinite).max() ?? 0) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    var trend = "There are no digits"
    if let first = darkest.first, let last = darkest.last {
      trend =
        "The mean \(first.0) is the darkest, up to \(AltText.number(first.1)): most are written "
        + "alike; the mean \(last.0) is the palest, up to \(AltText.number(last.1))"
    }
    words = AltText.joined(
      heading, trend,
      "Digits of each class: "
        + present.map { "\($0) \(NumberText.grouped(counts[$0]))" }.joined(separator: ", "))
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String { words }
}
