public import Figures
public import NeuralNet

/// Images of digits with what they are and, if known, what a network took them for.
///
/// A mistake has a frame and a bold label with a cross: `✗ 4 → 9`.
public struct DigitGrid: Figure {
  public let grid: ImageGrid

  /// - Parameters:
  ///   - images: `[count, 1, height, width]`.
  ///   - labels: the true digits, one for each image.
  ///   - predictions: the network's answers, one for each image.
  public init(
    images: Tensor, labels: [Int], predictions: [Int]? = nil, title: String = "",
    columns: Int? = nil, maximumWidth: Points = 720
  ) {
    let shape = images.shape
    guard shape.count == 4, shape[1] == 1, shape[2] * shape[3] > 0, shape[0] == labels.count else {
      fatalError(
        "DigitGrid: expected images [\(labels.count), 1, height, width] for \(labels.count) "
          + "labels, got \(shape)")
    }
    guard predictions == nil || predictions?.count == labels.count else {
      fatalError(
        "DigitGrid: \(predictions?.count ?? 0) predictions for \(labels.count) labels")
    }
    let pictures = MapPictures(images)
    let cells = labels.indices.map { index in
      let label = "\(labels[index])"
      guard let prediction = predictions?[index], prediction != labels[index] else {
        return pictures.cell(index, 0, below: label)
      }
      return pictures.cell(
        index, 0, below: "\u{2717} \(label) \u{2192} \(prediction)", isMarked: true)
    }
    grid = ImageGrid(
      title: title, cells: cells, scale: .ink, columns: columns, maximumWidth: maximumWidth)
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String { grid.altText }
}
