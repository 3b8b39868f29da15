import CPNG

/// The bytes of a PNG file: libpng compresses the picture, the texts are put in behind the header.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025.
struct PNGFile {
  let bytes: [UInt8]

  init(pixels: Pixels, texts: [PNGRenderer.EmbeddedText], figure: String) throws(RenderingError) {
    let chunks = try texts.map { text throws(RenderingError) in
      try TextChunk(keyword: text.keyword, text: text.text, figure: figure).bytes
    }
    let picture = try Self.compress(pixels, figure: figure)
    // Signature (8 bytes), then the IHDR chunk (length, type, 13 bytes, checksum).
    let endOfHeader = 8 + 4 + 4 + 13 + 4
    bytes =
      Array(picture.prefix(endOfHeader)) + chunks.joined() + picture.dropFirst(endOfHeader)
  }

  /// Compresses a picture: with a palette, or with three bytes a pixel if none does it justice.
  private static func compress(_ pixels: Pixels, figure: String) throws(RenderingError) -> [UInt8] {
    let size = pixels.size
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(size.width)
    image.height = UInt32(size.height)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    let (colorMap, samples): ([UInt8], [UInt8])
    if let indexed = IndexedPixels(pixels) {
      image.format |= UInt32(PNG_FORMAT_FLAG_COLORMAP)
      image.colormap_entries = UInt32(indexed.palette.count)
      (colorMap, samples) = (Self.bytes(of: indexed.palette), indexed.indices)
    } else {
      (colorMap, samples) = ([], Self.bytes(of: pixels.colors))
    }
    // The most that zlib can need, and a kilobyte for chunk headers and the palette.
    let capacity = samples.count + samples.count / 1_000 + size.height + 2_048
    var byteCount = capacity
    var written: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      written = png_image_write_to_memory(
        &image, buffer.baseAddress, &byteCount, 0, samples, 0,
        colorMap.isEmpty ? nil : colorMap)
      filled = written == 0 ? 0 : byteCount
    }
    guard written != 0 else {
      let message = withUnsafeBytes(of: image.message) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw RenderingError(figure: figure, expected: "a picture that libpng writes", found: message)
    }
    return bytes
  }

  /// Red, green and blue of each colour.
  private static func bytes(of colors: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * colors.count)
    for color in colors {
      bytes.append(UInt8(color >> 16 & 0xFF))
      bytes.append(UInt8(color >> 8 & 0xFF))
      bytes.append(UInt8(color & 0xFF))
    }
    return bytes
  }
}
