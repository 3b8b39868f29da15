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
    select(text.weight, size: text.size)
    setColor(text.color)
    cairo_save(context)
    cairo_translate(context, text.position.x, text.position.y)
    cairo_rotate(context, text.rotation * .pi / 180)
    let width = advance(of: text.string)
    let start: Double =
      switch text.anchor {
      case .start: 0
      case .middle: -width / 2
      case .end: -width
      }
    cairo_move_to(context, start, 0)
    cairo_show_text(context, text.string)
    cairo_restore(context)
    cairo_new_path(context)
  }

  private func select(_ weight: Text.Weight, size: Points) {
    cairo_select_font_face(
      context, FontMetrics.family, CAIRO_FONT_SLANT_NORMAL,
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
