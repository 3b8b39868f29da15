import Datasets
import ImageFiles
import Testing

@Suite("Orientation of pictures")
struct OrientationTests {
  /// A TIFF file of one directory, with an entry before the one of the orientation.
  private func exif(_ orientation: Int, isBigEndian: Bool) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBigEndian ? bytes.reversed() : bytes
    }
    let start: [UInt8] = isBigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
    let width = number(0x0100, 2) + number(4, 2) + number(1, 4) + number(3, 4)
    let turn = number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2)
    return start + number(42, 2) + number(8, 4) + number(2, 2) + width + turn + [0, 0]
      + number(0, 4)
  }

  /// `1 2 3 / 4 5 6`, as it is stored.
  private func picture(_ exif: [UInt8]) throws -> Picture {
    try PNGReader().read(
      TestPNG(width: 3, height: 2, exif: exif, samples: [1, 2, 3, 4, 5, 6]).encoded())
  }

  @Test(
    "is undone, in all eight ways and both orders of bytes",
    arguments: [
      (1, 3, [1, 2, 3, 4, 5, 6]), (2, 3, [3, 2, 1, 6, 5, 4]), (3, 3, [6, 5, 4, 3, 2, 1]),
      (4, 3, [4, 5, 6, 1, 2, 3]), (5, 2, [1, 4, 2, 5, 3, 6]), (6, 2, [4, 1, 5, 2, 6, 3]),
      (7, 2, [6, 3, 5, 2, 4, 1]), (8, 2, [3, 6, 2, 5, 1, 4]),
    ] as [(Int, Int, [UInt8])], [false, true])
  func upright(turn: (orientation: Int, width: Int, pixels: [UInt8]), isBigEndian: Bool) throws {
    let picture = try picture(exif(turn.orientation, isBigEndian: isBigEndian))
    #expect(picture.width == turn.width && picture.height == 6 / turn.width)
    #expect(picture.brightness == turn.pixels)
  }

  @Test("is upright where the chunk says nothing that can be understood")
  func damaged() throws {
    let whole = exif(6, isBigEndian: true)
    var far = whole
    far.replaceSubrange(4..<8, with: [0xFF, 0xFF, 0xFF, 0xFF])
    var long = whole
    long.replaceSubrange(8..<10, with: [0xFF, 0xFF])
    long[22] = 0
    var wrongType = whole
    wrongType[25] = 2
    let damaged =
      [far, long, wrongType, exif(0, isBigEndian: true), exif(9, isBigEndian: false), [1, 2, 3]]
      + [1, 4, 7, 9, 15, 25, 30].map { Array(whole.prefix($0)) }
    for exif in damaged {
      #expect(try picture(exif).brightness == [1, 2, 3, 4, 5, 6])
    }
  }
}
