import CCairo
import Figures

extension Canvas {
  /// How many points a line has that is too rugged for its edges to be seen.
  ///
  /// Cairo then looks at 16 places in each pixel instead of 15 rows of 256, and cuts corners
  /// instead of rounding them, in a third of the time. Shorter ones are not cut to the points that
  /// they need, so that even a smooth line has many.
  private static let ruggedLine = 500

  func draw(_ path: Path, fill: Color?, stroke: Stroke?) {
    guard let bounds = path.bounds else { return }
    if let fill {
      paint(fill, within: bounds) { page in
        page.trace(path)
        cairo_fill(page.context)
      }
    }
    if let stroke {
      paint(stroke.color, within: bounds.inset(by: -stroke.width)) { page in
        page.trace(path)
        page.use(stroke)
        if path.elements.count > Self.ruggedLine {
          cairo_set_antialias(page.context, CAIRO_ANTIALIAS_FAST)
          cairo_set_line_join(page.context, CAIRO_LINE_JOIN_BEVEL)
        }
        cairo_stroke(page.context)
      }
    }
  }

  /// Colours a shape on each page.
  ///
  /// How much of each pixel the shape covers takes most of the time and is the same on all pages.
  private func paint(_ color: Color, within bounds: Rectangle, shape: (Page) -> Void) {
    guard let first = pages.first else { return }
    let context = first.context
    cairo_save(context)
    first.clip(to: bounds)
    cairo_push_group_with_content(context, CAIRO_CONTENT_ALPHA)
    cairo_reset_clip(context)
    shape(first)
    let coverage = cairo_pop_group(context)
    cairo_restore(context)
    for page in pages {
      page.setColor(color)
      cairo_mask(page.context, coverage)
    }
    cairo_pattern_destroy(coverage)
  }
}

extension Path {
  /// An upright box around all points of the path, those that steer its curves included.
  fileprivate var bounds: Rectangle? {
    var (left, top) = (Double.infinity, Double.infinity)
    var (right, bottom) = (-Double.infinity, -Double.infinity)
    func include(_ point: Point) {
      (left, right) = (min(left, point.x), max(right, point.x))
      (top, bottom) = (min(top, point.y), max(bottom, point.y))
    }
    for element in elements {
      switch element {
      case .move(let point), .line(let point): include(point)
      case .curve(let first, let second, let end):
        include(first)
        include(second)
        include(end)
      case .close: break
      }
    }
    guard left <= right, top <= bottom else { return nil }
    return Rectangle(x: left, y: top, width: right - left, height: bottom - top)
  }
}

extension Canvas.Page {
  func trace(_ path: Path) {
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

  func use(_ stroke: Stroke) {
    cairo_set_line_width(context, stroke.width)
    cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
    cairo_set_line_cap(
      context, stroke.dash.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
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
    clip(to: frame)
    cairo_translate(context, frame.x, frame.y)
    cairo_scale(
      context, frame.width / Double(samples.width), frame.height / Double(samples.height))
    cairo_set_source_surface(context, image, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }
}
