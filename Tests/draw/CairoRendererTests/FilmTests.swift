import CairoRenderer
import Errors
import Figures
import Foundation
import Testing

@Suite("Animated PNG")
struct FilmTests {
  /// A square that moves from left to right; the third frame is as the second.
  private static func film(plays: Int = 0, colors: Int = 1) -> Film {
    func picture(_ x: Double) -> Drawing {
      var drawing = Drawing(title: "square", size: Size(width: 40, height: 20))
      drawing.fill(.rectangle(Rectangle(x: x, y: 5, width: 10, height: 10)), .accent(1))
      for color in 0..<colors {
        drawing.fill(
          .rectangle(Rectangle(x: Double(color % 20) * 2, y: 0, width: 2, height: 2)),
          .fixed(RGB(UInt32(color) * 0x01_0203)))
      }
      return drawing
    }
    let places = [0.0, 12, 12, 24]
    return Film(
      title: "square", still: picture(30),
      frames: places.map { .init(picture($0), seconds: $0 == 24 ? 2 : 0.25) }, plays: plays)
  }

  private func number(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  @Test("The chunks follow the specification of APNG", arguments: [0, 3])
  func chunks(plays: Int) throws {
    let bytes = try PNGRenderer().variants(of: Self.film(plays: plays), texts: [("Title", "t")])
      .light1x
    let chunks = try #require(DecodedPNG(bytes)).chunks
    #expect(
      chunks.map(\.type) == [
        "IHDR", "sRGB", "PLTE", "tEXt", "acTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "fcTL",
        "fdAT", "fcTL", "fdAT", "IEND",
      ])
    #expect(number(chunks[4].data[0..<4]) == 4 && number(chunks[4].data[4..<8]) == plays)
    let controls = chunks.filter { $0.type == "fcTL" }.map(\.data)
    // Number, width, height, x, y; then the time as a fraction, and how it is put over the last.
    let places = controls.map { data in (0..<5).map { number(data[(4 * $0)..<(4 * $0 + 4)]) } }
    #expect(
      places == [
        [0, 40, 20, 0, 0], [2, 22, 10, 0, 5], [4, 1, 1, 0, 0], [6, 22, 10, 12, 5],
      ])
    #expect(controls.map { number($0[20..<22]) } == [250, 250, 250, 2_000])
    #expect(controls.allSatisfy { number($0[22..<24]) == 1_000 && $0[24...] == [0, 0] })
    let data = chunks.filter { $0.type == "fdAT" }.map { number($0.data[0..<4]) }
    #expect(data == [1, 3, 5, 7])
    for chunk in chunks { #expect(chunk.checksum == crc32(Array(chunk.type.utf8) + chunk.data)) }
  }

  /// The checksum of PNG's specification, annex D.
  private func crc32(_ bytes: [UInt8]) -> [UInt8] {
    let sum = bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1
      }
    }
    return [24, 16, 8, 0].map { UInt8(~sum >> UInt32($0) & 0xFF) }
  }

  @Test("Programs that know no animations show the still picture")
  func stillPicture() throws {
    let variants = try PNGRenderer().variants(of: Self.film())
    for (bytes, theme, scale) in [
      (variants.light1x, Theme.light, 1), (variants.dark2x, Theme.dark, 2),
    ] {
      let picture = try #require(DecodedPNG(bytes))
      #expect(picture.width == 40 * scale && picture.height == 20 * scale)
      #expect(RGB(picture.color(x: 35 * scale, y: 10 * scale)) == theme.accents[0])
      #expect(RGB(picture.color(x: 5 * scale, y: 10 * scale)) == theme.paper)
    }
    #expect(try PNGRenderer().variants(of: Self.film()) == variants)
  }

  @Test(
    "pngcheck accepts animations, with a palette and without",
    .enabled(if: Program.exists("pngcheck"), "pngcheck is not installed"), arguments: [1, 300])
  func pngcheck(colors: Int) throws {
    let variants = try PNGRenderer().variants(of: Self.film(colors: colors))
    for bytes in [variants.light1x, variants.light2x, variants.dark1x, variants.dark2x] {
      let file = try Program.temporaryFile(bytes, name: "film.png")
      let verdict = try Program.output("pngcheck", ["-q", file.path])
      #expect(verdict.hasPrefix("OK:") || verdict.isEmpty, "\(verdict)")
    }
  }

  @Test("Too many pixels in all frames are refused")
  func tooMany() {
    let drawing = Drawing(title: "", size: Size(width: 100, height: 100))
    let film = Film(
      title: "long", still: drawing,
      frames: Array(repeating: .init(drawing, seconds: 1), count: 10), plays: 1)
    let error = #expect(throws: InputError.self) {
      try PNGRenderer(maximumPixels: 40_000).variants(of: film)
    }
    #expect(
      error?.description == "figure \"long\": expected at most 160,000 pixels in all frames, "
        + "found 10 frames of 200 x 200 pixels")
  }
}
