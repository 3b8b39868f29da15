import CairoRenderer
import Errors
import Figures
import Testing

@Suite("PNG renderer")
struct PNGRendererTests {
  private func drawing(width: Double = 12, height: Double = 8) -> Drawing {
    var drawing = Drawing(title: "test", size: Size(width: width, height: height))
    drawing.fill(.rectangle(Rectangle(x: 2, y: 2, width: 4, height: 4)), .accent(1))
    return drawing
  }

  @Test("Size and colours follow scale and theme", arguments: [1, 2, 3], [Theme.light, .dark])
  func sizeAndColors(scale: Int, theme: Theme) throws {
    let bytes = try PNGRenderer().png(drawing(), theme: theme, scale: scale)
    let picture = try #require(DecodedPNG(bytes))
    #expect(picture.width == 12 * scale && picture.height == 8 * scale)
    #expect(hex(picture.color(x: 0, y: 0)) == theme.paper.description)
    #expect(hex(picture.color(x: 11 * scale, y: 7 * scale)) == theme.paper.description)
    #expect(hex(picture.color(x: 2 * scale, y: 2 * scale)) == theme.accents[0].description)
    #expect(hex(picture.color(x: 6 * scale - 1, y: 6 * scale - 1)) == theme.accents[0].description)
  }

  private func hex(_ color: UInt32) -> String {
    RGB(color).description
  }

  @Test("Samples are squares with sharp edges", arguments: [1, 2])
  func crispSamples(scale: Int) throws {
    var drawing = Drawing(title: "", size: Size(width: 8, height: 8))
    let levels: [UInt8] = [0, 255, 100, 200]
    drawing.image(
      SampleGrid(width: 2, height: 2, levels: levels), scale: .gray,
      frame: Rectangle(x: 1, y: 1, width: 6, height: 6))
    let picture = try #require(DecodedPNG(PNGRenderer().png(drawing, scale: scale)))
    for y in 0..<(6 * scale) {
      for x in 0..<(6 * scale) {
        let level = UInt32(levels[y / (3 * scale) * 2 + x / (3 * scale)])
        #expect(picture.color(x: x + scale, y: y + scale) == level * 0x01_0101)
      }
    }
  }

  @Test("What is outside a clip is not drawn")
  func clip() throws {
    var drawing = Drawing(title: "", size: Size(width: 10, height: 10))
    drawing.clip(to: Rectangle(x: 0, y: 0, width: 5, height: 10)) { inner in
      inner.fill(.rectangle(Rectangle(x: 0, y: 0, width: 10, height: 10)), .ink)
    }
    let picture = try #require(DecodedPNG(PNGRenderer().png(drawing, scale: 1)))
    #expect(picture.color(x: 4, y: 5) == 0x1B1F24)
    #expect(picture.color(x: 5, y: 5) == 0xFFFFFF)
  }

  @Test("The same drawing gives the same bytes; no chunk tells the time")
  func determinism() throws {
    let plot = Plot(
      title: "Loss", x: Axis("batch"), y: Axis("loss"),
      marks: [SmoothedLine(x: Array(1...500), y: (1...500).map { 1 / Double($0) })])
    let first = try PNGRenderer().variants(of: plot.drawing(), texts: [("Title", "fig-loss")])
    let second = try PNGRenderer().variants(of: plot.drawing(), texts: [("Title", "fig-loss")])
    #expect(first == second)
    #expect(first.width == 720)
    #expect(first.light1x != first.dark1x)
    for (bytes, scale) in [
      (first.light1x, 1), (first.light2x, 2), (first.dark1x, 1), (first.dark2x, 2),
    ] {
      let picture = try #require(DecodedPNG(bytes))
      #expect(picture.width == first.width * scale)
      #expect(picture.height == first.height * scale)
      #expect(!picture.chunks.contains { $0.type == "tIME" })
    }
  }

  @Test("The themes share their pixels, and each has its colours")
  func sharedPixels() throws {
    let variants = try PNGRenderer().variants(of: drawing(), texts: [("Title", "fig")])
    let light = try #require(DecodedPNG(variants.light2x))
    let dark = try #require(DecodedPNG(variants.dark2x))
    let types = ["IHDR", "sRGB", "PLTE", "tEXt", "IDAT", "IEND"]
    #expect(light.chunks.map(\.type) == types && dark.chunks.map(\.type) == types)
    #expect(zip(light.chunks, dark.chunks).map(==) == [true, true, false, true, true, true])
    for (picture, theme) in [(light, Theme.light), (dark, .dark)] {
      #expect(hex(picture.color(x: 0, y: 0)) == theme.paper.description)
      #expect(hex(picture.color(x: 4, y: 4)) == theme.accents[0].description)
    }
  }

  @Test("More colours than a palette holds are drawn nearly, flat ones exactly")
  func manyColors() throws {
    var drawing = Drawing(title: "", size: Size(width: 60, height: 60))
    for number in 0..<900 {
      let color = RGB(UInt32(number % 30 * 8) << 16 | UInt32(number / 30 * 8))
      drawing.fill(
        .rectangle(
          Rectangle(x: Double(number % 30), y: Double(number / 30), width: 1, height: 1)),
        .fixed(color))
    }
    drawing.fill(.rectangle(Rectangle(x: 0, y: 30, width: 60, height: 30)), .accent(3))
    let picture = try #require(DecodedPNG(PNGRenderer().png(drawing, scale: 1)))
    #expect(picture.color(x: 10, y: 50) == 0x00A59D)
    for number in 0..<900 {
      let color = picture.color(x: number % 30, y: number / 30)
      #expect(abs(Int(color >> 16) - number % 30 * 8) <= 16)
      #expect(abs(Int(color & 0xFF) - number / 30 * 8) <= 16)
    }
  }

  @Test("Every sample of a picture keeps its colour", arguments: [64, 150, 256])
  func exactSamples(levels: Int) throws {
    var drawing = Drawing(title: "", size: Size(width: 600, height: 120))
    let samples = SampleGrid(
      width: levels, height: 1, levels: (0..<levels).map { UInt8($0 * 255 / (levels - 1)) })
    let frame = Rectangle(x: 0, y: 0, width: Double(2 * levels), height: 20)
    drawing.image(samples, scale: .gray, frame: frame)
    // Letters and slanted lines of many colours, whose blends need places in the palette.
    for accent in 1...8 {
      let y = Double(30 + 10 * accent)
      drawing.write(Text("Exact", at: Point(x: 10, y: y), color: .accent(accent)))
      drawing.stroke(
        .line(from: Point(x: 80, y: y), to: Point(x: 590, y: y - 9)), Stroke(.accent(accent)))
    }
    let picture = try #require(DecodedPNG(PNGRenderer().png(drawing, scale: 1)))
    for (index, level) in samples.levels.enumerated() {
      #expect(picture.color(x: 2 * index + 1, y: 10) == UInt32(level) * 0x010101)
    }
  }

  @Test(
    "Impossible sizes are refused by name",
    arguments: [
      (0.0, 10.0, 1, "1 to 32,767 pixels a side", "0 x 10 pixels"),
      (40_000, 10, 1, "1 to 32,767 pixels a side", "40000 x 10 pixels"),
      (-5, 10, 2, "1 to 32,767 pixels a side", "-10 x 20 pixels"),
      (20_000, 20_000, 1, "at most 50,000,000 pixels", "20000 x 20000 = 400,000,000 pixels"),
      (.nan, 10, 1, "a finite size below 32,768 pixels a side", "nan x 10.0 points"),
      (.infinity, 10, 1, "a finite size below 32,768 pixels a side", "inf x 10.0 points"),
      (10, 10, 0, "a scale from 1 to 8", "0"), (10, 10, 9, "a scale from 1 to 8", "9"),
    ])
  func absurdSizes(
    width: Double, height: Double, scale: Int, expected: String, found: String
  ) throws {
    let error = #expect(throws: InputError.self) {
      try PNGRenderer().png(drawing(width: width, height: height), scale: scale)
    }
    #expect(
      error?.description == "figure \"test\": expected \(expected), found \(found)")
  }

  @Test("Texts stand before the pixels: Latin-1 as tEXt, other signs as iTXt")
  func textChunks() throws {
    // Checksums by Python's zlib.crc32.
    let bytes = try PNGRenderer().png(
      drawing(), texts: [("Title", "fig-c1"), ("Description", "6@28×28"), ("Comment", "→")])
    let picture = try #require(DecodedPNG(bytes))
    let expected = [
      DecodedPNG.Chunk(
        type: "tEXt", data: Array("Title\0fig-c1".utf8), checksum: [0x7A, 0x70, 0x59, 0xEB]),
      DecodedPNG.Chunk(
        type: "tEXt", data: Array("Description\u{0}6@28".utf8) + [0xD7] + Array("28".utf8),
        checksum: [0x87, 0x54, 0xDE, 0x1A]),
      DecodedPNG.Chunk(
        type: "iTXt", data: Array("Comment\0\0\0\0\0→".utf8), checksum: [0x33, 0xA0, 0xD1, 0x6F]),
    ]
    let types = ["IHDR", "sRGB", "PLTE", "tEXt", "tEXt", "iTXt", "IDAT", "IEND"]
    #expect(picture.chunks.map(\.type) == types)
    #expect(Array(picture.chunks[3...5]) == expected)
  }

  @Test(
    "Keywords that PNG does not allow are refused",
    arguments: [
      ("", "text", "a keyword of 1 to 79 printable Latin-1 characters, found \"\""),
      ("→", "text", "a keyword of 1 to 79 printable Latin-1 characters, found \"→\""),
      ("a\tb", "text", "a keyword of 1 to 79 printable Latin-1 characters, found \"a\tb\""),
      ("Title", "a\0b", "a text without zero bytes, found one in \"Title\""),
    ])
  func badTexts(keyword: String, text: String, message: String) {
    let error = #expect(throws: InputError.self) {
      try PNGRenderer().png(drawing(), texts: [(keyword, text)])
    }
    #expect(error?.description == "figure \"test\": expected \(message)")
  }
}
