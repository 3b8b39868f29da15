import Datasets
import Errors
import Foundation
import ImageFiles
import Testing

@Suite("Reading PNG files")
struct PNGReaderTests {
  @Test("grey of every depth, interlaced or not", arguments: [1, 2, 4, 8, 16], [false, true])
  func gray(bitDepth: Int, isInterlaced: Bool) throws {
    let most = 1 << bitDepth - 1
    for (width, height) in [(1, 1), (3, 2), (13, 9)] {
      let samples = (0..<width * height).map { $0 * 37 * (bitDepth == 16 ? 257 : 1) & most }
      let png = TestPNG(
        width: width, height: height, bitDepth: bitDepth, isInterlaced: isInterlaced,
        samples: samples)
      let image = try PNGReader().read(png.encoded())
      #expect(image.width == width && image.height == height)
      // The darkest of 16 bits lose a little on their way through amounts of light.
      let tolerance = bitDepth == 16 ? 1.51 : 0.51
      for (pixel, sample) in zip(image.brightness, samples) {
        #expect(abs(Double(pixel) - Double(sample) * 255 / Double(most)) <= tolerance)
      }
    }
  }

  @Test("a file that cannot be read says why in plain words")
  func unreadable() {
    let folder = FileManager.default.temporaryDirectory
    for (file, found) in [
      (folder, "a folder"), (folder.appending(path: "none.png"), "no such file or folder"),
    ] {
      let error = #expect(throws: InputError.self) { try PNGReader().read(file) }
      #expect(
        error?.description
          == "\(file.path): expected a file that can be read, found \(found)")
    }
  }

  @Test("grey colours are grey", arguments: [TestPNG.ColorType.rgb, .rgbAlpha], [8, 16])
  func grayColors(colorType: TestPNG.ColorType, bitDepth: Int) throws {
    let most = 1 << bitDepth - 1
    let grays = [0, most / 5, most / 2, most]
    let samples = grays.flatMap { [$0, $0, $0] + (colorType == .rgbAlpha ? [most] : []) }
    let png = TestPNG(
      width: 2, height: 2, bitDepth: bitDepth, colorType: colorType, samples: samples)
    let image = try PNGReader().read(png.encoded())
    for (pixel, gray) in zip(image.brightness, grays) {
      #expect(abs(Int(pixel) - gray * 255 / most) <= 1)
    }
  }

  /// The brightness of sRGB's primaries: 0.2126, 0.7152 and 0.0722 of white's light.
  @Test("colours become their brightness")
  func colors() throws {
    let samples = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
    let png = TestPNG(width: 4, height: 1, colorType: .rgb, samples: samples)
    let image = try PNGReader().read(png.encoded())
    for (pixel, expected) in zip(image.brightness, [127, 220, 76, 255]) {
      #expect(abs(Int(pixel) - expected) <= 1)
    }
  }

  @Test("palettes of every depth", arguments: [1, 2, 4, 8], [false, true])
  func palette(bitDepth: Int, isInterlaced: Bool) throws {
    let png = TestPNG(
      width: 3, height: 3, bitDepth: bitDepth, colorType: .palette, isInterlaced: isInterlaced,
      palette: [10, 10, 10, 200, 200, 200], samples: [0, 1, 0, 1, 1, 0, 0, 0, 1])
    #expect(
      try PNGReader().read(png.encoded()).brightness == [10, 200, 10, 200, 200, 10, 10, 10, 200])
  }

  @Test("opacity is kept beside brightness", arguments: [0, 60, 255])
  func transparency(ink: Int) throws {
    let drawing = TestPNG(
      width: 3, height: 1, colorType: .grayAlpha, samples: [ink, 255, 0, 0, ink, 128])
    let picture = try PNGReader().read(drawing.encoded())
    #expect(picture.opacity == [255, 0, 128])
    #expect(picture.brightness[0] == ink && picture.brightness[2] == ink)
    let deep = TestPNG(
      width: 3, height: 1, bitDepth: 16, colorType: .rgbAlpha,
      samples: [(ink, 255), (0, 0), (ink, 128)].flatMap { value, alpha in
        [value, value, value, alpha].map { $0 * 257 }
      })
    let same = try PNGReader().read(deep.encoded())
    #expect(same.opacity == [255, 0, 128])
    for place in [0, 2] { #expect(abs(Int(same.brightness[place]) - ink) <= 1) }
  }

  @Test("transparent colours of a palette")
  func transparentPalette() throws {
    let png = TestPNG(
      width: 2, height: 1, colorType: .palette, palette: [90, 90, 90, 20, 20, 20],
      opacities: [0, 255], samples: [0, 1])
    let picture = try PNGReader().read(png.encoded())
    #expect(picture.opacity == [0, 255] && picture.brightness[1] == 20)
  }

  @Test("the largest picture")
  func large() throws {
    let side = PNGReader.greatestSide
    let png = TestPNG(
      width: side, height: side, bitDepth: 1, samples: [Int](repeating: 1, count: side * side))
    let image = try PNGReader().read(png.encoded())
    #expect(image.brightness.count == side * side)
    #expect(image.brightness.allSatisfy { $0 == 255 })
  }

  private func message(_ data: Data) -> String? {
    #expect(throws: InputError.self) { try PNGReader().read(data, name: "a.png") }?.description
  }

  @Test("what is too large is refused", arguments: [(4_097, 1), (1, 5_000)])
  func tooLarge(width: Int, height: Int) {
    let png = TestPNG(
      width: width, height: height, samples: [Int](repeating: 0, count: width * height))
    #expect(
      message(png.encoded())
        == "a.png: expected a picture of up to 4096 pixels a side, found \(width)x\(height)")
  }

  @Test("what is no PNG file is refused")
  func noPNG() {
    #expect(message(Data()) == "a.png: expected a PNG file, found an empty file")
    #expect(
      message(Data([0xFF, 0xD8, 0xFF, 0x0E, 0, 16]))
        == "a.png: expected a PNG file, found a JPEG picture")
  }

  @Test("what is cut short is refused", arguments: [8, 20, 33, 60, 200, 500])
  func cutShort(length: Int) {
    let samples = (0..<64 * 64).map { $0 * $0 / 7 & 255 }
    let data = TestPNG(width: 64, height: 64, samples: samples).encoded()
    #expect(
      message(data.prefix(length))
        == "a.png: expected a whole PNG file, found a file that is cut short")
  }

  @Test("what is damaged is refused", arguments: [18, 45, 300])
  func damaged(place: Int) {
    let samples = (0..<64 * 64).map { $0 * $0 / 7 & 255 }
    var data = TestPNG(width: 64, height: 64, samples: samples).encoded()
    data[place] ^= 0x5A
    let text = message(data)
    #expect(text?.hasPrefix("a.png: expected a whole PNG file, found damage (") == true)
  }

  @Test("a file that is not there is refused")
  func absent() {
    let url = FileManager.default.temporaryDirectory.appending(path: "no such.png")
    let error = #expect(throws: InputError.self) { try PNGReader().read(url) }
    #expect(error?.place == url.path)
    #expect(error?.expected == "a file that can be read")
  }
}
