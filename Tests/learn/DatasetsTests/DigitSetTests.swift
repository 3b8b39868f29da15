import Datasets
import Errors
import Foundation
import NeuralNet
import Testing

@Suite("A set of digits")
struct DigitSetTests {
  let folder: GzippedFolder

  init() throws { folder = try GzippedFolder() }

  @Test("joins images and labels")
  func join() throws {
    let digits = try DigitSet(
      images: folder.write(IDX.images(3), to: "images.gz"),
      labels: folder.write(IDX.labels(3), to: "labels"))
    #expect(digits.count == 3)
    #expect(digits.labels == [0, 1, 2])
    #expect(digits.image(at: 1).pixels == Array(IDX.images(3)[16 + 784..<16 + 2 * 784]))
    #expect(digits[1..<3].labels == [1, 2])
    #expect(digits[1..<3].image(at: 0) == digits.image(at: 1))
  }

  @Test(
    "is refused if its files do not fit together",
    arguments: [
      (
        IDX.images(3), IDX.labels(2),
        "labels.gz: expected 3 labels, as many as images in images.gz, found 2"
      ),
      (
        IDX.images(2, side: 32), IDX.labels(2),
        "images.gz: expected images of 28x28 pixels, found 32x32"
      ),
      (
        IDX.images(4), IDX.header(2049, 4) + [9, 0, 3, 10],
        "labels.gz: expected labels from 0 to 9, found 10 at index 3"
      ),
    ])
  func refuse(images: [UInt8], labels: [UInt8], message: String) throws {
    let imagesFile = try folder.write(images, to: "images.gz")
    let labelsFile = try folder.write(labels, to: "labels.gz")
    let error = #expect(throws: InputError.self) {
      try DigitSet(images: imagesFile, labels: labelsFile)
    }
    #expect(error?.description == message)
  }

  @Test("becomes a network's input", arguments: ImageFit.allCases)
  func labeledImages(fit: ImageFit) throws {
    let digits = try Digits.sample().test[0..<5]
    let images = digits.labeledImages(fit, range: .unit)
    #expect(images.imageShape == [1, 32, 32])
    #expect(images.labels == digits.labels)
    let last = digits.image(at: 4)
    let fitted =
      fit == .padded
      ? last.padded(width: 32, height: 32) : last.resized(width: 32, height: 32)
    let batch = images.images(at: [4])
    #expect(batch.shape == [1, 1, 32, 32])
    for (x, pixel) in zip(batch.scalars, fitted.pixels) {
      #expect(abs(x - Float(pixel) / 255) < 1e-6)
    }
  }

  @Test("gives background and ink the numbers of 1998")
  func lenet1998Range() {
    let pixels: [UInt8] = [UInt8](repeating: 0, count: 783) + [255]
    let digit = DigitSet(pixels: pixels, labels: [7])
    let scalars = digit.labeledImages(.padded, range: .lenet1998).images(at: [0]).scalars
    #expect(scalars.min() == -0.1)
    #expect(abs(scalars[29 * 32 + 29] - 1.175) < 1e-6)
    #expect(scalars.filter { $0 > 0 }.count == 1)
  }

  @Test("of the wrong size ends the program")
  func wrongCount() async {
    await #expect(processExitsWith: .failure) {
      _ = DigitSet(pixels: [1, 2, 3], labels: [1])
    }
  }
}
