import CZlib

/// A part of a PNG file: length, type, data, checksum of type and data.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025, section 5.3.
struct PNGChunk {
  /// Four letters.
  let type: String
  let bytes: [UInt8]

  init(_ type: String, _ data: [UInt8]) {
    let body = Array(type.utf8) + data
    let checksum = crc32(0, body, UInt32(body.count))
    self.type = type
    bytes = Self.bigEndian(data.count) + body + Self.bigEndian(Int(checksum))
  }

  /// Where in a file the first chunk of a type lies; `nil` if there is none.
  static func place(of type: String, in file: [UInt8]) -> Range<Int>? {
    // Behind the signature of eight bytes.
    var start = 8
    while start + 12 <= file.count {
      let length = file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = start + 12 + length
      if file[start + 4..<start + 8].elementsEqual(type.utf8) { return start..<end }
      start = end
    }
    return nil
  }

  /// A number of four bytes, the high one first.
  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }
}
