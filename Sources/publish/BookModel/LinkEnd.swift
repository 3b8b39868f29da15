/// Finds the end of `(address "title")` behind a link's words.
struct LinkEnd {
  private let content: [UInt8]
  private var offset: Int

  init(_ content: [UInt8], from start: Int) {
    self.content = content
    offset = start + 1
  }

  /// The place behind the closing parenthesis, or `nil` if this is no address.
  mutating func place() -> Int? {
    skipSpaces()
    if byte == UInt8(ascii: "<") {
      guard skip(through: UInt8(ascii: ">")) else { return nil }
    } else {
      skipAddress()
    }
    skipSpaces()
    let quote = byte
    if [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "(")].contains(quote) {
      guard skip(through: quote == UInt8(ascii: "(") ? UInt8(ascii: ")") : quote) else {
        return nil
      }
      skipSpaces()
    }
    return byte == UInt8(ascii: ")") ? offset + 1 : nil
  }

  private var byte: UInt8 { offset < content.count ? content[offset] : 0 }

  private mutating func skipSpaces() {
    while byte.isSpaceOrTab || byte == .lineFeed { offset += 1 }
  }

  /// Goes from an opening mark behind the closing one.
  private mutating func skip(through end: UInt8) -> Bool {
    offset += 1
    while offset < content.count, byte != end { offset += byte == UInt8(ascii: "\\") ? 2 : 1 }
    offset += 1
    return offset <= content.count
  }

  private mutating func skipAddress() {
    var depth = 0
    while byte > 0x20 {
      if byte == UInt8(ascii: "\\") {
        offset += 1
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        if depth == 0 { return }
        depth -= 1
      }
      offset += 1
    }
  }
}
