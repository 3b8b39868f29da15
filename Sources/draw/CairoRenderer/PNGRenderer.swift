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
    return try PNGVariants(size, plain: plain, fine: fine)
  }

  /// Draws an animation in both themes, for plain and for fine screens.
  public func variants(of film: Film, texts: [EmbeddedText] = [])
    throws(InputError) -> PNGVariants
  {
    let size = try filmSize(of: film, scale: 1)
    return try PNGVariants(
      size, plain: file(film, scale: 1, texts: texts), fine: file(film, scale: 2, texts: texts))
  }

  private func file(
    _ drawing: Drawing, themes: [Theme], scale: Int, texts: [EmbeddedText]
  ) throws(InputError) -> PNGFile {
    let size = try pixelSize(of: drawing, scale: scale)
    var pixels = Pixels(width: size.width)
    try Canvas.draw(drawing, themes: themes, scale: scale, size: size, below: &pixels)
    return try PNGFile(pixels, texts: texts, figure: drawing.title)
  }

  /// The still picture and, below it, the frames.
  private func file(_ film: Film, scale: Int, texts: [EmbeddedText]) throws(InputError) -> PNGFile {
    let size = try filmSize(of: film, scale: scale)
    var pixels = Pixels(width: size.width)
    for drawing in [film.still] + film.frames.map(\.drawing) {
      try Canvas.draw(
        drawing, themes: [.light, .dark], scale: scale, size: size, below: &pixels)
    }
    let timing = FilmTiming(
      height: size.height, plays: film.plays,
      milliseconds: film.frames.map { Int(($0.seconds * 1000).rounded()) })
    return try PNGFile(pixels, timing: timing, texts: texts, figure: film.title)
  }

  private func pixelSize(of drawing: Drawing, scale: Int) throws(InputError) -> PixelSize {
    try PixelSize(of: drawing, scale: scale, maximumPixels: maximumPixels)
  }

  /// The size of a frame; all together must not be too many.
  private func filmSize(of film: Film, scale: Int) throws(InputError) -> PixelSize {
    let frame = Drawing(title: film.title, size: film.size)
    let size = try pixelSize(of: frame, scale: scale)
    let count = film.frames.count + 1
    let (product, overflows) = size.count.multipliedReportingOverflow(by: count)
    guard !overflows, product <= 4 * maximumPixels else {
      throw InputError(
        place: "figure \"\(film.title)\"",
        expected: "at most \(NumberText.grouped(4 * maximumPixels)) pixels in all frames",
        found: "\(NumberText.grouped(film.frames.count)) frames of "
          + "\(size.width) x \(size.height) pixels")
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

extension PNGVariants {
  init(_ size: PixelSize, plain: PNGFile, fine: PNGFile) throws(InputError) {
    try self.init(
      width: size.width, height: size.height, light1x: plain.bytes(\.first),
      light2x: fine.bytes(\.first), dark1x: plain.bytes(\.last), dark2x: fine.bytes(\.last))
  }
}
