import Errors

/// A text beside the picture, in the form that libpng is given.
struct PNGText {
  /// A letter for the encoding, the keyword and the text, the last two with a zero byte behind.
  let bytes: [UInt8]

  init(keyword: String, text: String, figure: String) throws(InputError) {
    guard let name = Self.latin1(keyword), (1...79).contains(name.count),
      name.allSatisfy({ (32...126).contains($0) || $0 > 160 })
    else {
      throw InputError(
        place: "figure \"\(figure)\"",
        expected: "a keyword of 1 to 79 printable Latin-1 characters", found: "\"\(keyword)\"")
    }
    guard !text.utf8.contains(0) else {
      throw InputError(
        place: "figure \"\(figure)\"", expected: "a text without zero bytes",
        found: "one in \"\(keyword)\"")
    }
    let latin = Self.latin1(text)
    let encoding = UInt8(ascii: latin == nil ? "u" : "l")
    bytes = [encoding] + name + [0] + (latin ?? Array(text.utf8)) + [0]
  }

  private static func latin1(_ text: String) -> [UInt8]? {
    let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == text.unicodeScalars.count ? bytes : nil
  }
}
