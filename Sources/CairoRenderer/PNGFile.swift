import CPNG
import Errors

/// Writes pictures as PNG files: libpng compresses a picture, the texts are put in behind the
/// header.
///
/// A picture with a palette is compressed once: the file in the other theme differs in the palette
/// alone.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025.
struct PNGFile {
  private let pixels: Pixels
  private let figure: String
  private let textChunks: [UInt8]
  /// `nil` if no palette does the picture justice, which then takes three bytes a pixel.
  private let indexed: IndexedPixels?
  /// The picture as libpng wrote it with the palette of the first theme; empty without a palette.
  private var picture: [UInt8] = []

  init(_ pixels: Pixels, texts: [PNGRenderer.EmbeddedText], figure: String) throws(InputError) {
    (self.pixels, self.figure) = (pixels, figure)
    indexed = IndexedPixels(pixels)
    var chunks: [UInt8] = []
    for text in texts {
      chunks += try TextChunk(keyword: text.keyword, text: text.text, figure: figure).bytes
    }
    textChunks = chunks
    if let indexed {
      picture = try compress(
        pixels.samples(indexed.indices), palette: indexed.palette.flatMap { channels(of: $0.first) }
      )
    }
  }

  /// The bytes of the file.
  ///
  /// - Parameter theme: the first or the last of those that the picture was drawn in.
  func bytes(_ theme: KeyPath<Pixels.Colors, UInt32>) throws(InputError) -> [UInt8] {
    var bytes = picture
    if let indexed {
      let palette = PNGChunk("PLTE", indexed.palette.flatMap { channels(of: $0[keyPath: theme]) })
      if let place = PNGChunk.place(of: palette.type, in: picture) {
        bytes.replaceSubrange(place, with: palette.bytes)
      }
    } else {
      bytes = try compress(
        pixels.samples(pixels.colors.map { $0[keyPath: theme] }).flatMap(channels))
    }
    let header = PNGChunk.place(of: "IHDR", in: bytes) ?? 0..<0
    bytes.insert(contentsOf: textChunks, at: header.upperBound)
    return bytes
  }

  /// Compresses samples: indices into a palette, or colours without one.
  private func compress(
    _ samples: [UInt8], palette: [UInt8]? = nil
  ) throws(InputError) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(pixels.size.width)
    image.height = UInt32(pixels.size.height)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    // Compresses in half the time, to about a sixth more bytes.
    image.flags = UInt32(PNG_IMAGE_FLAG_FAST)
    if let palette {
      image.format |= UInt32(PNG_FORMAT_FLAG_COLORMAP)
      image.colormap_entries = UInt32(palette.count / 3)
    }
    // The most that zlib can need, and a kilobyte for chunk headers and the palette.
    let capacity = samples.count + samples.count / 1_000 + pixels.size.height + 2_048
    var byteCount = capacity
    var written: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      written = png_image_write_to_memory(
        &image, buffer.baseAddress, &byteCount, 0, samples, 0, palette)
      filled = written == 0 ? 0 : byteCount
    }
    guard written != 0 else {
      let message = withUnsafeBytes(of: image.message) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw InputError(
        place: "figure \"\(figure)\"", expected: "a picture that libpng writes", found: message)
    }
    return bytes
  }

  /// Red, green and blue.
  private func channels(of color: UInt32) -> [UInt8] {
    [UInt8(color >> 16 & 0xFF), UInt8(color >> 8 & 0xFF), UInt8(color & 0xFF)]
  }
}
