public import Datasets
public import Figures
public import NeuralNet

/// Digits, each with some of the forms that random distortions give it: the paper's Fig. 7.
///
/// - Source: LeCun et al. (1998), Fig. 7.
public struct DistortedDigits: Figure {
  public let grid: ImageGrid
  private let words: String

  /// - Parameters:
  ///   - images: `[count, 1, height, width]`.
  ///   - background: what lies around an image.
  ///   - forms: how many distorted forms each has.
  ///   - seed: equal seeds give equal forms.
  public init(
    _ images: Tensor, distortions: Distortions, background: Float, forms: Int = 8,
    seed: UInt64 = 1, title: String = "Digits as written, framed, and in distorted forms",
    maximumWidth: Points = 720
  ) {
    guard images.shape.count == 4, images.shape[1] == 1 else {
      fatalError("DistortedDigits: expected images [count, 1, height, width], got \(images.shape)")
    }
    let forms = max(forms, 1)
    var generator = SeededGenerator(seed: seed)
    var cells: [ImageGrid.Cell] = []
    for index in 0..<images.shape[0] {
      let original = Plane(images, index)
      cells.append(
        ImageGrid.Cell(
          width: original.width, height: original.height, values: original.values, isMarked: true))
      for _ in 0..<forms {
        var pixels = original.values
        distortions.apply(
          to: &pixels, imageShape: Array(images.shape.dropFirst()), background: background,
          using: &generator)
        cells.append(
          ImageGrid.Cell(width: original.width, height: original.height, values: pixels))
      }
    }
    grid = ImageGrid(
      title: title, cells: cells, scale: .ink, columns: forms + 1,
      cellSize: 64,
      maximumWidth: maximumWidth)
    let changes = [
      ("moved by up to \(AltText.number(distortions.translation)) pixels", distortions.translation),
      ("scaled by up to \(AltText.number(100 * distortions.scaling)) %", distortions.scaling),
      ("squeezed by up to \(AltText.number(100 * distortions.squeezing)) %", distortions.squeezing),
      ("sheared by up to \(AltText.number(distortions.shearing))", distortions.shearing),
      (
        "turned by up to \(AltText.number(distortions.rotation * 180 / .pi, digits: 2)) degrees",
        distortions.rotation
      ),
    ].filter { $0.1 > 0 }.map(\.0)
    words = AltText.joined(
      title,
      changes.isEmpty
        ? "Nothing is distorted" : "Each form is at random " + changes.joined(separator: ", "),
      "\(images.shape[0]) digits in rows, framed as written, then \(forms) forms of each")
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String { words }
}
