import CCairo
import Figures

extension Canvas.Page {
  /// Makes letters the same on every screen: grey edges, no fitting to the pixel grid.
  func chooseFont() {
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
  }

  func draw(_ text: Text) {
    setColor(text.color)
    cairo_save(context)
    cairo_translate(context, text.position.x, text.position.y)
    cairo_rotate(context, text.rotation * .pi / 180)
    if FontMetrics.isExact(for: text.string) {
      select(FontMetrics.family, text.weight, size: text.size)
      let width = advance(of: text.string)
      cairo_move_to(context, Self.start(of: text, width: width), 0)
      cairo_show_text(context, text.string)
    } else {
      drawInSeveralFonts(text)
    }
    cairo_restore(context)
    cairo_new_path(context)
  }

  private func drawInSeveralFonts(_ text: Text) {
    let runs = Fonts.installed.runs(of: text.string).map { run in
      select(run.family, text.weight, size: text.size)
      let planned = FontMetrics.width(of: run.string, size: text.size, weight: text.weight)
      let found = advance(of: run.string)
      // Letters wider than the layout has room for are made smaller.
      let share = found > planned && planned > 0 ? planned / found : 1
      return (run: run, size: text.size * share, width: found * share)
    }
    var x = Self.start(of: text, width: runs.reduce(0) { $0 + $1.width })
    for (run, size, width) in runs {
      select(run.family, text.weight, size: size)
      cairo_move_to(context, x, 0)
      cairo_show_text(context, run.string)
      x += width
    }
  }

  private static func start(of text: Text, width: Points) -> Points {
    switch text.anchor {
    case .start: 0
    case .middle: -width / 2
    case .end: -width
    }
  }

  private func select(_ family: String, _ weight: Text.Weight, size: Points) {
    cairo_select_font_face(
      context, family, CAIRO_FONT_SLANT_NORMAL,
      weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, size)
  }

  /// How far the text moves the pen, measured by the font itself.
  private func advance(of string: String) -> Double {
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, string, &extents)
    return extents.x_advance
  }
}
