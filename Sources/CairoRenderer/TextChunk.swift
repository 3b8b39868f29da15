import Errors

/// A text beside the picture: a `tEXt` chunk for Latin-1, an `iTXt` chunk for all other signs.
///
/// - Source: Portable Network Graphics, third edition, sections 11.3.3.2 and 11.3.3.4.
struct TextChunk {
  let bytes: [UInt8]

  init(keyword: String, text: String, figure: String) throws(InputError) {
    guard let name = Self.latin1(keyword), (1...79).contains(name.count) else {
      throw InputError(
        place: "figure \"\(figure)\"", expected: "a keyword of 1 to 79 Latin-1 characters",
        found: "\"\(keyword)\"")
    }
    guard !text.utf8.contains(0), !name.contains(0) else {
      throw InputError(
        place: "figure \"\(figure)\"", expected: "a text without zero bytes",
        found: "one in \"\(keyword)\"")
    }
    if let latin = Self.latin1(text) {
      bytes = PNGChunk("tEXt", name + [0] + latin).bytes
    } else {
      // Not compressed, no language, no translated keyword.
      bytes = PNGChunk("iTXt", name + [0, 0, 0, 0, 0] + text.utf8).bytes
    }
  }

  private static func latin1(_ text: String) -> [UInt8]? {
    let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == text.unicodeScalars.count ? bytes : nil
  }
}
