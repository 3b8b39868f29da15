import CCairo
public import Errors
public import Figures

/// Turns drawings into PDF files of one page, as large in print as on the page: a point of a
/// drawing is a pixel of CSS, 1/96 inch.
///
/// Texts are texts, lines are lines, and samples are squares at every magnification. The same
/// drawing gives the same bytes in every run.
public struct PDFRenderer: Sendable {
  /// Points of PDF, 1/72 inch, for each point of a drawing.
  private static let scale = 0.75

  public init() {}

  /// - Parameter title: stands in the file's properties.
  public func pdf(_ drawing: Drawing, theme: Theme = .light, title: String = "")
    throws(InputError) -> [UInt8]
  {
    let size = try PixelSize(of: drawing, scale: 1, maximumPixels: .max)
    let file = PDFFile(
      width: Double(size.width) * Self.scale, height: Double(size.height) * Self.scale,
      title: title.isEmpty ? drawing.title : title)
    let page = Canvas.Page(surface: file.surface, context: file.context, theme: theme)
    cairo_scale(page.context, Self.scale, Self.scale)
    cairo_set_line_join(page.context, CAIRO_LINE_JOIN_ROUND)
    page.chooseFont()
    page.setColor(.paper)
    cairo_paint(page.context)
    for command in drawing.commands { page.draw(command) }
    return try file.bytes(of: drawing)
  }
}

/// A PDF surface of Cairo and the bytes that it writes.
private final class PDFFile {
  private final class Sink {
    var bytes: [UInt8] = []
  }

  private let sink = Sink()
  let surface: OpaquePointer
  let context: OpaquePointer

  init(width: Double, height: Double, title: String) {
    surface = cairo_pdf_surface_create_for_stream(
      { sink, bytes, count in
        guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes
          .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque(), width, height)
    context = cairo_create(surface)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    // Otherwise Cairo writes the time.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, nil)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func bytes(of drawing: Drawing) throws(InputError) -> [UInt8] {
    cairo_show_page(context)
    let status = cairo_status(context)
    cairo_surface_finish(surface)
    for status in [status, cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
      throw InputError(
        place: "figure \"\(drawing.title)\"", expected: "a drawing that Cairo can write as PDF",
        found: String(cString: cairo_status_to_string(status)))
    }
    return sink.bytes
  }
}

extension Canvas.Page {
  /// Draws without pixels in between.
  fileprivate func draw(_ command: Drawing.Command) {
    switch command {
    case .path(let path, let fill, let stroke):
      if let fill {
        setColor(fill)
        trace(path)
        cairo_fill(context)
      }
      if let stroke {
        setColor(stroke.color)
        trace(path)
        use(stroke)
        cairo_stroke(context)
      }
    case .text(let text): draw(text)
    case .image(let samples, let scale, let frame): draw(samples, scale: scale, frame: frame)
    case .clip(let frame, let inner):
      cairo_save(context)
      clip(to: frame)
      for command in inner { draw(command) }
      cairo_restore(context)
    }
  }
}
