import Datasets
import Foundation
import Testing

@Suite("A grey image")
struct GrayImageTests {
  @Test("is padded evenly")
  func padded() {
    let image = GrayImage(width: 2, height: 1, pixels: [7, 9])
    #expect(
      image.padded(width: 4, height: 3).pixels == [
        0, 0, 0, 0,
        0, 7, 9, 0,
        0, 0, 0, 0,
      ])
  }

  @Test("that cannot be centred is nearer to the top left")
  func paddedOddly() {
    let image = GrayImage(width: 1, height: 1, pixels: [5])
    #expect(image.padded(width: 2, height: 2).pixels == [5, 0, 0, 0])
    #expect(image.padded(width: 1, height: 1) == image)
  }

  @Test("is indexed by row and column")
  func indexed() {
    #expect(GrayImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6])[1, 0] == 4)
  }

  @Test("is not padded to less than its size")
  func paddedToLess() async {
    await #expect(processExitsWith: .failure) {
      _ = GrayImage(width: 2, height: 2, pixels: [1, 2, 3, 4]).padded(width: 1, height: 2)
    }
  }
}
