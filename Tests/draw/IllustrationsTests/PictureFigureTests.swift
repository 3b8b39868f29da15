import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Kernels, feature maps, digits")
struct PictureFigureTests {
  /// Numbers from -1 to 1.
  private func tensor(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, scalars: (0..<count).map { Float($0 * 37 % 101) / 50 - 1 })
  }

  @Test(
    "Kernels of any number of maps are laid out without overlaps",
    arguments: [
      [6, 1, 5, 5], [8, 1, 5, 5], [1, 1, 7, 7], [16, 6, 5, 5], [120, 16, 5, 5], [3, 2, 1, 1],
    ])
  func kernelLayout(shape: [Int]) {
    let figure = KernelGrid(weights: tensor(shape), title: "Kernels of C1")
    #expect(figure.drawing().layoutProblems == [])
    #expect(figure.drawing().size.width <= 720)
    #expect(figure.grid.scale == .diverging)
    #expect(
      figure.grid.cells.count == min(shape[0], shape[1] == 1 ? shape[0] : 24) * min(shape[1], 16))
  }

  @Test("Kernels stand in the column of their output map and the row of their input map")
  func kernelOrder() {
    let weights = Tensor(shape: [2, 3, 1, 1], scalars: [0, 1, 2, 10, 11, 12])
    let figure = KernelGrid(weights: weights)
    #expect(figure.grid.columns == 2)
    #expect(figure.grid.cells.map(\.values) == [[0], [10], [1], [11], [2], [12]])
    #expect(figure.grid.rowHeadings == ["from map 0", "from map 1", "from map 2"])
  }

  @Test("A title says how many kernels are left out")
  func kernelTitle() {
    #expect(
      KernelGrid(weights: tensor([120, 20, 5, 5]), title: "C5").grid.title
        == "C5, the first 24 of 120 output maps, the first 16 of 20 input maps")
  }

  @Test("Feature maps are ink, or diverging where units are negative")
  func featureMapScale() {
    let signed = FeatureMaps(activations: tensor([1, 6, 4, 4]))
    let positive = FeatureMaps(
      activations: Tensor(shape: [1, 6, 4, 4], scalars: tensor([96]).scalars.map { max($0, 0) }))
    #expect(signed.grid.scale == .diverging)
    #expect(positive.grid.scale == .ink)
    #expect(positive.grid.cells.map(\.below) == ["0", "1", "2", "3", "4", "5"])
    #expect(
      positive.altText
        == "Feature maps. 6 pictures of 4 by 4 samples, scale from 0 to 1. 0; 1; 2; 3; 4; 5.")
  }

  @Test("The pattern chooses an image of the batch")
  func featureMapPattern() {
    let activations = Tensor(shape: [2, 1, 1, 2], scalars: [1, 2, 3, 4])
    #expect(FeatureMaps(activations: activations, pattern: 1).grid.cells[0].values == [3, 4])
  }

  @Test(
    "Feature maps of any size are laid out without overlaps",
    arguments: [[1, 6, 28, 28], [1, 16, 5, 5], [1, 120, 1, 1], [1, 1, 3, 7], [3, 300, 1, 1]])
  func featureMapLayout(shape: [Int]) {
    let figure = FeatureMaps(activations: tensor(shape), title: "Maps of a seven")
    #expect(figure.drawing().layoutProblems == [])
    #expect(figure.drawing().size.width <= 720)
  }

  @Test("Mistakes are marked by frame, sign and weight, not by colour alone")
  func mistakes() throws {
    let figure = DigitGrid(
      images: tensor([3, 1, 28, 28]), labels: [4, 7, 1], predictions: [9, 7, 1], title: "Test")
    #expect(figure.grid.cells.map(\.below) == ["✗ 4 → 9", "7", "1"])
    #expect(figure.grid.cells.map(\.isMarked) == [true, false, false])
    let label = try #require(figure.drawing().texts.first { $0.string == "✗ 4 → 9" })
    #expect(label.weight == .bold)
    #expect(
      figure.altText == "Test. 3 pictures of 28 by 28 samples, scale from \u{2212}1 to 1, "
        + "1 marked. ✗ 4 → 9; 7; 1.")
  }

  @Test("Digits in any number are laid out without overlaps", arguments: [0, 1, 7, 40, 200])
  func digitLayout(count: Int) {
    let labels = (0..<count).map { $0 % 10 }
    let figure = DigitGrid(
      images: tensor([count, 1, 28, 28]), labels: labels,
      predictions: labels.map { $0 == 3 ? 8 : $0 }, title: "Digits")
    #expect(figure.drawing().layoutProblems == [])
    #expect(figure.drawing().size.width <= 720)
  }

  @Test("Wrong shapes are mistakes of the caller")
  func wrongShapes() async {
    await #expect(processExitsWith: .failure) {
      _ = KernelGrid(weights: Tensor(shape: [10, 84], scalars: [Float](repeating: 0, count: 840)))
    }
    await #expect(processExitsWith: .failure) {
      _ = FeatureMaps(activations: Tensor(repeating: 0, shape: [1, 2, 3, 3]), pattern: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = DigitGrid(images: Tensor(repeating: 0, shape: [2, 1, 3, 3]), labels: [1])
    }
  }
}
