import CCairo
import Figures

extension Canvas {
  func draw(_ path: Path, fill: Color?, stroke: Stroke?) {
    trace(path)
    if let fill {
      setColor(fill)
      cairo_fill_preserve(context)
    }
    if let stroke {
      setColor(stroke.color)
      cairo_set_line_width(context, stroke.width)
      cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
      cairo_set_line_cap(context, stroke.dash.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
      cairo_stroke_preserve(context)
    }
    cairo_new_path(context)
  }

  private func trace(_ path: Path) {
    cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let point): cairo_move_to(context, point.x, point.y)
      case .line(let point): cairo_line_to(context, point.x, point.y)
      case .curve(let first, let second, let end):
        cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
      case .close: cairo_close_path(context)
      }
    }
  }

  /// Draws each sample as a square with sharp edges.
  func draw(_ samples: SampleGrid, scale: ColorScale, frame: Rectangle) {
    let palette = (0...255).map { level -> UInt32 in
      let rgb = theme.resolve(.level(Double(level) / 255, scale))
      return UInt32(rgb.red) << 16 | UInt32(rgb.green) << 8 | UInt32(rgb.blue)
    }
    let image = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(samples.width), Int32(samples.height))
    defer { cairo_surface_destroy(image) }
    guard let data = cairo_image_surface_get_data(image) else { return }
    let stride = Int(cairo_image_surface_get_stride(image))
    for row in 0..<samples.height {
      let line = UnsafeMutableRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
      for column in 0..<samples.width {
        line[column] = palette[Int(samples.levels[row * samples.width + column])]
      }
    }
    cairo_surface_mark_dirty(image)

    cairo_save(context)
    cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
    cairo_clip(context)
    cairo_translate(context, frame.x, frame.y)
    cairo_scale(
      context, frame.width / Double(samples.width), frame.height / Double(samples.height))
    cairo_set_source_surface(context, image, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }
}
