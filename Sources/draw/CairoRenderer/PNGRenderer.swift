public import Errors
public import Figures

/// Turns drawings into PNG files.
///
/// The same drawing gives the same bytes in every run: nothing in the file tells time or place.
public struct PNGRenderer: Sendable {
  /// One text inside a PNG file, such as `Title` and the figure's label.
  ///
  /// The keyword has 1 to 79 printable Latin-1 characters; the PNG specification reserves some, among
  /// them `Title`, `Description` and `Software`.
  public typealias EmbeddedText = (keyword: String, text: String)

  /// The largest number of pixels in one file.
  public var maximumPixels: Int

  public init(maximumPixels: Int = 50_000_000) {
    self.maximumPixels = maximumPixels
  }

  /// Draws a figure.
  ///
  /// - Parameters:
  ///   - scale: pixels for each point, 1 to 8.
  ///   - texts: kept in the file beside the picture, where image viewers show them.
  /// - Returns: the bytes of a PNG file without transparency.
  /// - Throws: `InputError` if the picture would have no pixels, or too many.
  public func png(
    _ drawing: Drawing, theme: Theme = .light, scale: Int = 2, texts: [EmbeddedText] = []
  ) throws(InputError) -> [UInt8] {
    try file(drawing, themes: [theme], scale: scale, texts: texts).bytes(\.first)
  }

  /// Draws a figure in both themes, for plain and for fine screens.
  public func variants(of drawing: Drawing, texts: [EmbeddedText] = [])
    throws(InputError) -> PNGVariants
  {
    let size = try pixelSize(of: drawing, scale: 1)
    let plain = try file(drawing, themes: [.light, .dark], scale: 1, texts: texts)
    let fine = try file(drawing, themes: [.light, .dark], scale: 2, texts: texts)
    return try PNGVariants(
      width: size.width, height: size.height, light1x: plain.bytes(\.first),
      light2x: fine.bytes(\.first), dark1x: plain.bytes(\.last), dark2x: fine.bytes(\.last))
  }

  private func file(
    _ drawing: Drawing, themes: [Theme], scale: Int, texts: [EmbeddedText]
  ) throws(InputError) -> PNGFile {
    let pixels = try Canvas.draw(
      drawing, themes: themes, scale: scale, size: pixelSize(of: drawing, scale: scale))
    return try PNGFile(pixels, texts: texts, figure: drawing.title)
  }

  private func pixelSize(of drawing: Drawing, scale: Int) throws(InputError) -> PixelSize {
    let (width, height) = (drawing.size.width, drawing.size.height)
    func refused(_ expected: String, _ found: String) -> InputError {
      InputError(place: "figure \"\(drawing.title)\"", expected: expected, found: found)
    }
    guard (1...8).contains(scale) else { throw refused("a scale from 1 to 8", "\(scale)") }
    // Cairo's coordinates end at 32,767 pixels.
    let side = 1...32_767
    guard width.isFinite, height.isFinite, abs(width) < 1e6, abs(height) < 1e6 else {
      throw refused("a finite size below 32,768 pixels a side", "\(width) x \(height) points")
    }
    let size = PixelSize(
      width: Int(width.rounded(.up)) * scale, height: Int(height.rounded(.up)) * scale)
    guard side.contains(size.width), side.contains(size.height) else {
      throw refused("1 to 32,767 pixels a side", "\(size.width) x \(size.height) pixels")
    }
    guard size.width * size.height <= maximumPixels else {
      throw refused(
        "at most \(NumberText.grouped(maximumPixels)) pixels",
        "\(size.width) x \(size.height) = \(NumberText.grouped(size.width * size.height)) pixels")
    }
    return size
  }
}

/// One figure as four files, for `<picture>` to choose from.
public struct PNGVariants: Sendable, Hashable {
  /// The size on the page in CSS pixels.
  public var width: Int
  public var height: Int
  public var light1x: [UInt8]
  public var light2x: [UInt8]
  public var dark1x: [UInt8]
  public var dark2x: [UInt8]
}
