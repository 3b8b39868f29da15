import CPNGFile
import Errors

/// Writes pictures as PNG files, by libpng.
///
/// A picture with a palette is compressed once: the files of both themes differ in what comes
/// before the pixels, the palette, alone.
struct PNGFile {
  private let pixels: Pixels
  private let figure: String
  private let texts: [PNGText]
  /// `nil` if no palette does the picture justice, which then takes three bytes a pixel.
  private let indexed: IndexedPixels?
  /// The pixels to the file's end, as libpng wrote them; empty without a palette.
  private var compressed: ArraySlice<UInt8> = []

  init(_ pixels: Pixels, texts: [PNGRenderer.EmbeddedText], figure: String) throws(InputError) {
    (self.pixels, self.figure) = (pixels, figure)
    indexed = IndexedPixels(pixels)
    var checked: [PNGText] = []
    for text in texts {
      checked.append(try PNGText(keyword: text.keyword, text: text.text, figure: figure))
    }
    self.texts = checked
    if let indexed {
      let file = try write(pixels.samples(indexed.indices), palette: indexed.palette.map(\.first))
      compressed = file.bytes[file.headCount...]
    }
  }

  /// The bytes of the file.
  ///
  /// - Parameter theme: the first or the last of those that the picture was drawn in.
  func bytes(_ theme: KeyPath<Pixels.Colors, UInt32>) throws(InputError) -> [UInt8] {
    guard let indexed else {
      let colors = pixels.samples(pixels.colors.map { $0[keyPath: theme] })
      return try write(colors.flatMap(Self.channels), palette: nil).bytes
    }
    return try write(nil, palette: indexed.palette.map { $0[keyPath: theme] }).bytes + compressed
  }

  /// - Parameter samples: Indices into the palette, or colours without one; `nil` for a file that
  ///   ends where they would begin.
  private func write(
    _ samples: [UInt8]?, palette: [UInt32]?
  ) throws(InputError) -> (bytes: [UInt8], headCount: Int) {
    let layout = png_file_layout(
      width: UInt32(pixels.size.width), height: UInt32(pixels.size.height),
      color_count: Int32(palette?.count ?? 0), text_count: Int32(texts.count))
    var file = png_file_write(
      layout, samples, palette?.flatMap(Self.channels), texts.flatMap(\.bytes))
    defer { png_file_free(&file) }
    let message = withUnsafeBytes(of: file.error) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard message.isEmpty else {
      throw InputError(
        place: "figure \"\(figure)\"", expected: "a picture that libpng writes", found: message)
    }
    return (Array(UnsafeBufferPointer(start: file.bytes, count: file.count)), file.head_count)
  }

  /// Red, green and blue.
  private static func channels(of color: UInt32) -> [UInt8] {
    [UInt8(color >> 16 & 0xFF), UInt8(color >> 8 & 0xFF), UInt8(color & 0xFF)]
  }
}
