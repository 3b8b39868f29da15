import CCairo
import CairoRenderer
import Figures
import Testing

@Suite("Text")
struct TextRenderingTests {
  /// Every sign that the table of widths knows.
  private static let signs: [Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [0x20...0x7E, 0xA0...0x17F, 0x391...0x3A1, 0x3A3...0x3C9]
    let others = "‐‑‒–—‘’“”†•…′″⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾₀₁₂₃₄₅₆₇₈₉←↑→↓↔∂∅∆∇∈∏∑−∗√∞∫≈≠≤≥⊕⊗⋅■□▲△●○✓✗"
    return ranges.joined().compactMap(Unicode.Scalar.init) + Array(others.unicodeScalars)
  }()

  @Test("The layout's widths are those of the font", arguments: [Text.Weight.regular, .bold])
  func widths(weight: Text.Weight) {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1)
    let context = cairo_create(surface)
    let options = cairo_font_options_create()
    defer {
      cairo_font_options_destroy(options)
      cairo_destroy(context)
      cairo_surface_destroy(surface)
    }
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_set_font_options(context, options)
    cairo_select_font_face(
      context, FontMetrics.family, CAIRO_FONT_SLANT_NORMAL,
      weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, 100)
    for sign in Self.signs {
      var extents = cairo_text_extents_t()
      cairo_text_extents(context, String(sign), &extents)
      let width = FontMetrics.width(of: String(sign), size: 100, weight: weight)
      #expect(abs(width - extents.x_advance) < 0.05, "U+\(String(sign.value, radix: 16))")
    }
  }

  @Test(
    "Letters stay inside the box that layout reserves for them",
    arguments: [Text.Anchor.start, .middle, .end], [0.0, -90, 90])
  func inkInsideBounds(anchor: Text.Anchor, rotation: Double) throws {
    var drawing = Drawing(title: "", size: Size(width: 200, height: 200))
    let text = Text(
      "loss (lg) HIM", at: Point(x: 100, y: 100), anchor: anchor, rotation: rotation)
    drawing.write(text)
    let picture = try #require(DecodedPNG(PNGRenderer().png(drawing, scale: 1)))
    let box = text.bounds.inset(by: -1)
    var inkCount = 0
    for y in 0..<200 {
      for x in 0..<200 where picture.color(x: x, y: y) != 0xFFFFFF {
        inkCount += 1
        #expect(
          Double(x + 1) > box.x && Double(x) < box.maxX && Double(y + 1) > box.y
            && Double(y) < box.maxY)
      }
    }
    #expect(inkCount > 200)
  }
}
