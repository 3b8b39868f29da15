import CZlib
import Datasets
import Foundation
import Testing

@Suite("Bilinear resizing")
struct BilinearResizingTests {
  struct Case: CustomTestStringConvertible {
    var image: GrayImage
    var resized: GrayImage
    var testDescription: String {
      "\(image.width)x\(image.height) to \(resized.width)x\(resized.height)"
    }
  }

  /// The numbers that Pillow made, by `Reference/resize.py`.
  static func readReference() throws -> (cases: [Case], checksumOfSample: UInt) {
    let url = Bundle.module.bundleURL.appending(path: "Reference/resized.txt")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let numbers = lines.map { $0.split(separator: " ").compactMap { UInt($0) } }
    func image(_ width: UInt, _ height: UInt, _ pixels: [UInt]) -> GrayImage {
      GrayImage(width: Int(width), height: Int(height), pixels: pixels.map { UInt8($0) })
    }
    let cases = stride(from: 0, to: numbers.count - 1, by: 3).map { line in
      let size = numbers[line]
      return Case(
        image: image(size[0], size[1], numbers[line + 1]),
        resized: image(size[2], size[3], numbers[line + 2]))
    }
    return (cases, numbers[numbers.count - 1][0])
  }

  @Test("agrees with Pillow to the last bit", arguments: try readReference().cases)
  func agreesWithPillow(expected: Case) {
    let (width, height) = (expected.resized.width, expected.resized.height)
    #expect(expected.image.resized(width: width, height: height) == expected.resized)
  }

  @Test("agrees with Pillow on all digits of the sample")
  func agreesWithPillowOnSample() throws {
    let digits = try Digits.sample()
    let resizing = BilinearResizing(from: (28, 28), to: (32, 32))
    var checksum: UInt = 0
    for set in [digits.training, digits.test] {
      for index in 0..<set.count {
        let pixels = resizing.apply(to: set.image(at: index)).pixels
        checksum = crc32_z(checksum, pixels, pixels.count)
      }
    }
    #expect(checksum == (try Self.readReference().checksumOfSample))
  }

  @Test("keeps an even grey even", arguments: [1, 7, 28, 32, 61])
  func evenGrey(side: Int) {
    let grey = GrayImage(width: 28, height: 28, pixels: [UInt8](repeating: 93, count: 28 * 28))
    let resized = grey.resized(width: side, height: side)
    #expect(resized.pixels == [UInt8](repeating: 93, count: side * side))
  }
}
