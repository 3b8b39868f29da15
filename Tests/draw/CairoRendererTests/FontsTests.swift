import CairoRenderer
import Figures
import Testing

@Suite("Signs beyond the table of widths")
struct FontsTests {
  private func drawing(_ string: String, anchor: Text.Anchor = .start) -> Drawing {
    var drawing = Drawing(title: "", size: Size(width: 200, height: 40))
    drawing.write(Text(string, at: Point(x: 100, y: 28), size: 20, anchor: anchor))
    return drawing
  }

  /// The columns with ink, and for each how far up it reaches above the baseline.
  private func columns(_ string: String) throws -> [(x: Int, height: Int)] {
    let picture = try #require(DecodedPNG(PNGRenderer().png(drawing(string), scale: 1)))
    return (0..<200).compactMap { x in
      (0..<40).first { picture.color(x: x, y: $0) < 0x808080 }.map { (x, 28 - $0) }
    }
  }

  @Test("Hebrew is read from right to left, numbers in it from left to right")
  func rightToLeft() throws {
    // The full stop, which is low, stands at the end: at the left of Hebrew.
    let hebrew = try columns("אבג.")
    #expect((hebrew.first?.height ?? 99) <= 4 && (hebrew.last?.height ?? 0) > 8)
    let latin = try columns("lbd.")
    #expect((latin.first?.height ?? 0) > 8 && (latin.last?.height ?? 99) <= 4)
    // Of "1." in Hebrew the number is at the left of the word.
    let number = try columns("אבג 1l")
    #expect((number.first?.height ?? 0) > 12)
  }

  @Test("Signs that only steer others, line ends and zero bytes are not drawn")
  func steeringSigns() throws {
    #expect(try columns("\u{200B}\u{FEFF}\u{2067}").isEmpty)
    #expect(try columns("\n\t\u{0}").isEmpty)
    let plain = try columns("аб").map(\.x)
    #expect(try columns("а\u{200D}б\u{FE0F}").map(\.x) == plain)
    #expect(!plain.isEmpty)
  }

  @Test("No text is wider than the layout has room for", arguments: ["😀😀😀", "שלום", "мир", "漢字漢字"])
  func width(string: String) throws {
    let planned = FontMetrics.width(of: string, size: 20)
    let last = try #require(columns(string).last)
    #expect(Double(last.x) <= 100 + planned + 1)
  }

  @Test("Signs that no font has are named, each once")
  func missing() throws {
    // Planes 15 and 16 are for private use.
    let drawing = drawing("a\u{10FFFD}b\u{F0123}\u{10FFFD}")
    #expect(drawing.signsWithoutFont == ["\u{10FFFD}", "\u{F0123}"])
    #expect(self.drawing("loss → 5×5 שלום").signsWithoutFont.isEmpty)
    #expect(try !columns("\u{10FFFD}").isEmpty)
  }
}
