import CZlib

/// Writes pictures as PNG files.
///
/// The picture in two themes becomes two files that share their compressed pixels and differ in
/// their palettes.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025.
enum PNGFile {
  /// - Returns: the picture in the first and in the last theme.
  static func files(
    of pixels: Pixels, texts: [PNGRenderer.EmbeddedText], figure: String
  ) throws(RenderingError) -> (first: [UInt8], last: [UInt8]) {
    var textChunks: [UInt8] = []
    for text in texts {
      textChunks += try TextChunk(keyword: text.keyword, text: text.text, figure: figure).bytes
    }
    func file(_ colorType: ColorType, _ picture: [UInt8]) -> [UInt8] {
      let header =
        PNGChunk.bigEndian(pixels.size.width) + PNGChunk.bigEndian(pixels.size.height)
        + [8, colorType.rawValue, 0, 0, 0]
      return signature + PNGChunk("IHDR", header).bytes + textChunks
        + PNGChunk("sRGB", [0]).bytes + picture + PNGChunk("IEND", []).bytes
    }
    if let indexed = IndexedPixels(pixels) {
      let data = try compress(rows(of: pixels, as: indexed), figure: figure)
      func palette(_ theme: KeyPath<Pixels.Colors, UInt32>) -> [UInt8] {
        PNGChunk("PLTE", indexed.palette.flatMap { channels(of: $0[keyPath: theme]) }).bytes
      }
      return (file(.palette, palette(\.first) + data), file(.palette, palette(\.last) + data))
    }
    return (
      file(.rgb, try compress(rows(of: pixels, \.first), figure: figure)),
      file(.rgb, try compress(rows(of: pixels, \.last), figure: figure))
    )
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private enum ColorType: UInt8 {
    case rgb = 2
    case palette = 3
  }

  /// Rows of palette indices behind the zero that says that they are not filtered.
  private static func rows(of pixels: Pixels, as indexed: IndexedPixels) -> [UInt8] {
    let width = pixels.size.width + 1
    // The most frequent colour has index 0.
    var bytes = [UInt8](repeating: 0, count: width * pixels.size.height)
    for (row, runs) in pixels.rows.enumerated() {
      var start = row * width + 1
      for run in runs {
        let end = row * width + 1 + Int(run.end)
        let index = indexed.indices[Int(run.color)]
        if index > 0 {
          for pixel in start..<end { bytes[pixel] = index }
        }
        start = end
      }
    }
    return bytes
  }

  /// Rows of red, green and blue, each byte less the one above it, as a two before the row says.
  private static func rows(of pixels: Pixels, _ theme: KeyPath<Pixels.Colors, UInt32>) -> [UInt8] {
    let colors = pixels.colors.map { channels(of: $0[keyPath: theme]) }
    var bytes: [UInt8] = []
    var above = [UInt8](repeating: 0, count: 3 * pixels.size.width)
    for runs in pixels.rows {
      var row: [UInt8] = []
      for run in runs {
        while row.count < 3 * Int(run.end) { row += colors[Int(run.color)] }
      }
      bytes.append(2)
      bytes += zip(row, above).map { $0 &- $1 }
      above = row
    }
    return bytes
  }

  private static func channels(of color: UInt32) -> [UInt8] {
    [UInt8(color >> 16 & 0xFF), UInt8(color >> 8 & 0xFF), UInt8(color & 0xFF)]
  }

  /// The chunk that holds a picture's rows.
  ///
  /// Level 6 takes two thirds longer than level 5 for a tenth less; level 3 takes two thirds of
  /// the time for a fifth more.
  private static func compress(_ rows: [UInt8], figure: String) throws(RenderingError) -> [UInt8] {
    var count = compressBound(UInt(rows.count))
    var status = Z_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      status = compress2(buffer.baseAddress, &count, rows, UInt(rows.count), 5)
      filled = status == Z_OK ? Int(count) : 0
    }
    guard status == Z_OK else {
      throw RenderingError(
        figure: figure, expected: "a picture that zlib compresses",
        found: String(cString: zError(status)))
    }
    return PNGChunk("IDAT", bytes).bytes
  }
}
