import CCairo
import Errors
import Figures

/// Cairo surfaces of one size, one for each theme, on which one drawing is drawn.
///
/// Owns the surfaces and their contexts and frees them. Cairo objects never fail to exist: a failed
/// one records its status, which ``draw(_:themes:scale:size:)`` reads at the end.
final class Canvas {
  struct Page {
    let surface: OpaquePointer
    let context: OpaquePointer
    let theme: Theme
  }

  let pages: [Page]
  /// The pixels of all pages: one large block, which the allocator keeps for the next figure where
  /// it would give several smaller ones back to the system.
  private let memory: UnsafeMutableRawPointer
  /// From one row of pixels to the next, in bytes.
  private let stride: Int

  private init(size: PixelSize, themes: [Theme]) {
    let stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, Int32(size.width))
    self.stride = Int(stride)
    let bytesPerPage = Int(stride) * size.height
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: themes.count * bytesPerPage, alignment: 16)
    self.memory = memory
    pages = themes.enumerated().map { index, theme in
      let pixels = (memory + index * bytesPerPage).assumingMemoryBound(to: UInt8.self)
      let surface: OpaquePointer = cairo_image_surface_create_for_data(
        pixels, CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height), stride)
      return Page(surface: surface, context: cairo_create(surface), theme: theme)
    }
  }

  deinit {
    for page in pages {
      cairo_destroy(page.context)
      cairo_surface_destroy(page.surface)
    }
    memory.deallocate()
  }

  /// Puts a drawing's pixels below those of others.
  ///
  /// - Parameter themes: one or two.
  static func draw(
    _ drawing: Drawing, themes: [Theme], scale: Int, size: PixelSize, below pixels: inout Pixels
  ) throws(InputError) {
    let canvas = Canvas(size: size, themes: themes)
    for page in canvas.pages {
      page.setColor(.paper)
      cairo_paint(page.context)
      cairo_scale(page.context, Double(scale), Double(scale))
      cairo_set_line_join(page.context, CAIRO_LINE_JOIN_ROUND)
      page.chooseFont()
    }
    for command in drawing.commands { canvas.draw(command) }
    for page in canvas.pages {
      let status = cairo_status(page.context)
      guard status == CAIRO_STATUS_SUCCESS else {
        throw InputError(
          place: "figure \"\(drawing.title)\"", expected: "a drawing that Cairo can draw",
          found: String(cString: cairo_status_to_string(status)))
      }
    }
    canvas.write(height: size.height, below: &pixels)
  }

  private func draw(_ command: Drawing.Command) {
    switch command {
    case .path(let path, let fill, let stroke): draw(path, fill: fill, stroke: stroke)
    case .text(let text):
      for page in pages { page.draw(text) }
    case .image(let samples, let scale, let frame):
      for page in pages { page.draw(samples, scale: scale, frame: frame) }
    case .clip(let frame, let inner):
      for page in pages {
        cairo_save(page.context)
        page.clip(to: frame)
      }
      for command in inner { draw(command) }
      for page in pages { cairo_restore(page.context) }
    }
  }

  private func write(height: Int, below pixels: inout Pixels) {
    for page in pages { cairo_surface_flush(page.surface) }
    pixels.append(
      height: height, first: memory, last: memory + (pages.count - 1) * stride * height,
      stride: stride)
  }
}

extension Canvas.Page {
  func setColor(_ color: Color) {
    let rgb = theme.resolve(color)
    cairo_set_source_rgb(
      context, Double(rgb.red) / 255, Double(rgb.green) / 255, Double(rgb.blue) / 255)
  }

  func clip(to frame: Rectangle) {
    cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
    cairo_clip(context)
  }
}
