import Figures
import NeuralNet

/// The planes of a tensor `[outer, inner, height, width]` as pictures.
struct MapPictures {
  private let tensor: Tensor

  /// - Precondition: `tensor` has four dimensions.
  init(_ tensor: Tensor) {
    self.tensor = tensor
  }

  func cell(
    _ outer: Int, _ inner: Int, above: String = "", below: String = "", isMarked: Bool = false
  ) -> ImageGrid.Cell {
    let (height, width) = (tensor.shape[2], tensor.shape[3])
    let start = (outer * tensor.shape[1] + inner) * height * width
    return ImageGrid.Cell(
      width: width, height: height,
      values: Array(tensor.scalars[start..<(start + height * width)]), above: above, below: below,
      isMarked: isMarked)
  }
}
