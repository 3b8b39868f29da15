import CCairo
import Figures

/// A Cairo surface on which one drawing is drawn.
///
/// Owns the surface and its context and frees both. Cairo objects never fail to exist: a failed
/// one records its status, which ``draw(_:theme:scale:size:)`` reads at the end.
final class Canvas {
  private let surface: OpaquePointer
  let context: OpaquePointer
  let theme: Theme

  private init(size: PixelSize, theme: Theme) {
    surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height))
    context = cairo_create(surface)
    self.theme = theme
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  static func draw(_ drawing: Drawing, theme: Theme, scale: Int, size: PixelSize)
    throws(RenderingError) -> Pixels
  {
    let canvas = Canvas(size: size, theme: theme)
    canvas.setColor(.paper)
    cairo_paint(canvas.context)
    cairo_scale(canvas.context, Double(scale), Double(scale))
    cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
    canvas.chooseFont()
    for command in drawing.commands { canvas.draw(command) }
    let status = cairo_status(canvas.context)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw RenderingError(
        figure: drawing.title, expected: "a drawing that Cairo can draw",
        found: String(cString: cairo_status_to_string(status)))
    }
    return canvas.pixels(size: size)
  }

  func setColor(_ color: Color) {
    let rgb = theme.resolve(color)
    cairo_set_source_rgb(
      context, Double(rgb.red) / 255, Double(rgb.green) / 255, Double(rgb.blue) / 255)
  }

  private func draw(_ command: Drawing.Command) {
    switch command {
    case .path(let path, let fill, let stroke): draw(path, fill: fill, stroke: stroke)
    case .text(let text): draw(text)
    case .image(let samples, let scale, let frame): draw(samples, scale: scale, frame: frame)
    case .clip(let frame, let inner):
      cairo_save(context)
      cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
      cairo_clip(context)
      for command in inner { draw(command) }
      cairo_restore(context)
    }
  }

  private func pixels(size: PixelSize) -> Pixels {
    cairo_surface_flush(surface)
    let stride = Int(cairo_image_surface_get_stride(surface))
    guard let data = cairo_image_surface_get_data(surface) else {
      return Pixels(size: size, colors: [])
    }
    let count = size.width * size.height
    let colors = [UInt32](unsafeUninitializedCapacity: count) { colors, filled in
      for row in 0..<size.height {
        let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
        for column in 0..<size.width {
          colors[row * size.width + column] = line[column] & 0xFF_FFFF
        }
      }
      filled = count
    }
    return Pixels(size: size, colors: colors)
  }
}
