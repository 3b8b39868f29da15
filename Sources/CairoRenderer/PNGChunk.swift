import CZlib

/// A part of a PNG file: length, type, data, checksum of type and data.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025, section 5.3.
struct PNGChunk {
  let bytes: [UInt8]

  /// - Parameter type: four letters.
  init(_ type: String, _ data: [UInt8]) {
    let body = Array(type.utf8) + data
    let checksum = crc32(0, body, UInt32(body.count))
    bytes = Self.bigEndian(data.count) + body + Self.bigEndian(Int(checksum))
  }

  /// A number of four bytes, the high one first.
  static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }
}
