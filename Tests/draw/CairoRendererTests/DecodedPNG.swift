import CPNG

/// A PNG file's pixels, read by libpng, and its chunks.
struct DecodedPNG {
  struct Chunk: Equatable {
    var type: String
    var data: [UInt8]
    var checksum: [UInt8]
  }

  private(set) var width = 0
  private(set) var height = 0
  /// Red, green and blue of each pixel, row by row.
  private(set) var channels: [UInt8] = []
  private(set) var chunks: [Chunk] = []

  /// Fails if libpng refuses the file.
  init?(_ bytes: [UInt8]) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else { return nil }
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    width = Int(image.width)
    height = Int(image.height)
    channels = [UInt8](repeating: 0, count: width * height * 3)
    guard png_image_finish_read(&image, nil, &channels, 0, nil) != 0 else { return nil }
    chunks = Self.chunks(of: bytes)
  }

  /// The colour of a pixel as `0xRRGGBB`.
  func color(x: Int, y: Int) -> UInt32 {
    let start = (y * width + x) * 3
    return channels[start..<(start + 3)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func chunks(of bytes: [UInt8]) -> [Chunk] {
    var chunks: [Chunk] = []
    var start = 8
    while start + 12 <= bytes.count {
      let length = bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
      let data = start + 8
      chunks.append(
        Chunk(
          type: String(decoding: bytes[(start + 4)..<data], as: UTF8.self),
          data: Array(bytes[data..<(data + length)]),
          checksum: Array(bytes[(data + length)..<(data + length + 4)])))
      start = data + length + 4
    }
    return chunks
  }
}
