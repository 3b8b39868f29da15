import Datasets
import Foundation
import Testing

@Suite("Pictures of digits")
struct DigitPictureTests {
  /// A picture of an upright stroke with a hook, `scale` times as large as in the smallest.
  private func stroke(
    scale: Int, paper: UInt8, ink: UInt8, width: Int = 30, height: Int = 40
  ) -> GrayImage {
    let pixels = (0..<height * scale * width * scale).map { place -> UInt8 in
      let (row, column) = (place / (width * scale) / scale, place % (width * scale) / scale)
      let isInk =
        (10..<30).contains(row) && (5..<9).contains(column)
        || (10..<14).contains(row) && (9..<15).contains(column)
      return isInk ? ink : paper
    }
    return GrayImage(width: width * scale, height: height * scale, pixels: pixels)
  }

  @Test("of MNIST are in MNIST's form already")
  func sample() throws {
    let digits = try Digits.sample().test
    var unchanged = 0
    for index in 0..<digits.count {
      let image = digits.image(at: index)
      // The strongest ink becomes 255, where MNIST sometimes has 254.
      if zip(try image.digit().pixels, image.pixels).allSatisfy({ abs(Int($0) - Int($1)) <= 1 }) {
        unchanged += 1
      }
    }
    // A few lose a faint speck far from the digit.
    #expect(unchanged >= 975)
  }

  @Test(
    "come out alike in all sizes, colours and places",
    arguments: [1, 3, 8], [(0, 255), (255, 0), (200, 90), (60, 130)] as [(UInt8, UInt8)])
  func alike(scale: Int, colors: (paper: UInt8, ink: UInt8)) throws {
    let digit = try stroke(scale: scale, paper: colors.paper, ink: colors.ink).digit()
    // 20 rows of ink, 10 columns; the hook makes the centre of mass 7 rows down, 3 columns in.
    #expect(digit.width == 28 && digit.height == 28)
    let rows = (0..<28).filter { row in (0..<28).contains { digit[row, $0] > 127 } }
    let columns = (0..<28).filter { column in (0..<28).contains { digit[$0, column] > 127 } }
    #expect(rows == Array(6..<26))
    #expect(columns == Array(11..<21))
    #expect(digit.pixels.max() == 255)
    #expect(digit[10, 12] == 255 && digit[12, 18] == 0)
    #expect(
      try stroke(scale: scale, paper: colors.paper, ink: colors.ink, width: 90).digit() == digit)
  }

  @Test("keep their proportions, however narrow")
  func narrow() throws {
    var pixels = [UInt8](repeating: 255, count: 300 * 300)
    for row in 20..<280 { for column in 149..<152 { pixels[row * 300 + column] = 0 } }
    let digit = try GrayImage(width: 300, height: 300, pixels: pixels).digit()
    let columns = (0..<28).filter { column in (0..<28).contains { digit[$0, column] > 127 } }
    #expect(columns == [14, 15])
    #expect((5..<25).allSatisfy { digit[$0, 14] > 200 })
    #expect([0, 1, 2, 3, 26, 27].allSatisfy { digit[$0, 14] == 0 })
  }

  @Test("of every size find room in the field", arguments: 5...70)
  func sizes(side: Int) throws {
    for (width, height) in [(side, side), (side / 3 + 3, side), (side, side / 3 + 3)] {
      // Two strokes with a corner, so that the centre of mass is off the middle.
      let line = max(1, min(width, height) / 6)
      let ink = (0..<width * height).map { place -> UInt8 in
        place % width < line || place / width >= height - line ? 255 : 0
      }
      let margin = side / 2 + 3
      let digit = try GrayImage(width: width, height: height, pixels: ink)
        .padded(width: width + 2 * margin, height: height + 2 * margin).digit()
      #expect(digit.pixels.max() == 255)
      #expect(digit.width == 28 && digit.height == 28)
    }
  }
}
