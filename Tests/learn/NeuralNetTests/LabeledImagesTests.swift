import NeuralNet
import Testing

@Suite("LabeledImages")
struct LabeledImagesTests {
  let bytes = LabeledImages(
    imageShape: [1, 1, 2], pixels: [0, 255, 51, 102, 255, 0], pixelRange: -1...1,
    labels: [7, 8, 9])

  @Test("Bytes become numbers in the pixel range")
  func pixelRange() {
    let images = bytes.images(at: [1, 0])
    #expect(images.shape == [2, 1, 1, 2])
    let expected: [Float] = [-0.6, -0.2, -1, 1]
    #expect(zip(images.scalars, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("A selection keeps images and labels together")
  func selection() {
    let selection = bytes.selecting([2, 2, 0])
    #expect(selection.labels == [9, 9, 7])
    #expect(selection.images(at: 0..<3) == bytes.images(at: [2, 2, 0]))
    #expect(bytes.selecting([]).count == 0)
  }

  @Test("Floats stay as they are")
  func floats() {
    let tensor = Tensor(shape: [2, 1, 1, 1], scalars: [0.25, 3])
    let images = LabeledImages(images: tensor, labels: [0, 1], classes: 2)
    #expect(images.images(at: 0..<2) == tensor)
  }

  @Test("Labels and pixels that disagree stop with a message")
  func disagreement() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = LabeledImages(imageShape: [1, 2, 2], pixels: [1, 2, 3], labels: [0])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("1 labels and shape [1, 2, 2] need 4 pixels, found 3"))
  }
}
