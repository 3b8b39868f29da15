/// A text beside the picture: a `tEXt` chunk for Latin-1, an `iTXt` chunk for all other signs.
///
/// - Source: Portable Network Graphics, third edition, sections 11.3.3.2 and 11.3.3.4.
struct TextChunk {
  let bytes: [UInt8]

  init(keyword: String, text: String, figure: String) throws(RenderingError) {
    guard let name = Self.latin1(keyword), (1...79).contains(name.count) else {
      throw RenderingError(
        figure: figure, expected: "a keyword of 1 to 79 Latin-1 characters",
        found: "\"\(keyword)\"")
    }
    guard !text.utf8.contains(0), !name.contains(0) else {
      throw RenderingError(
        figure: figure, expected: "a text without zero bytes", found: "one in \"\(keyword)\"")
    }
    if let latin = Self.latin1(text) {
      bytes = Self.chunk("tEXt", name + [0] + latin)
    } else {
      // Not compressed, no language, no translated keyword.
      bytes = Self.chunk("iTXt", name + [0, 0, 0, 0, 0] + text.utf8)
    }
  }

  private static func latin1(_ text: String) -> [UInt8]? {
    let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == text.unicodeScalars.count ? bytes : nil
  }

  /// Length, type, data, checksum of type and data; numbers have their high byte first.
  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(checksum(body))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }

  /// The cyclic redundancy check of the PNG specification, annex D, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0 as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
      }
    }
  }
}
