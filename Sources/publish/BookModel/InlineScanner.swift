import CMarkdownGFM

/// The text of a paragraph from the place that cmark-gfm has reached. Places are counted from
/// there in bytes; the byte past the end is 0.
struct InlineScanner {
  private let parser: OpaquePointer
  /// How many bytes of the paragraph stand before it.
  let offset: Int

  init(_ parser: OpaquePointer) {
    self.parser = parser
    offset = Int(cmark_inline_parser_get_offset(parser))
  }

  func byte(at place: Int) -> UInt8 {
    offset + place < 0 ? 0 : cmark_inline_parser_peek_at(parser, Int32(offset + place))
  }

  func isSpace(at place: Int) -> Bool { " \t\n".utf8.contains(byte(at: place)) }

  func string(_ range: Range<Int>) -> String {
    String(decoding: range.map { byte(at: $0) }, as: UTF8.self)
  }

  /// The place of the next `$` or `$$` that no backslash stands before.
  func firstDollar(from start: Int, doubled: Bool) -> Int? {
    let dollar = UInt8(ascii: "$")
    var place = start
    while byte(at: place) != 0 {
      if byte(at: place) == dollar, !doubled || byte(at: place + 1) == dollar { return place }
      place += byte(at: place) == UInt8(ascii: "\\") && byte(at: place + 1) != 0 ? 2 : 1
    }
    return nil
  }

  /// The label of a `{#label}` and the place after it; without one, `nil` and the start.
  func label(from start: Int) -> (label: String?, end: Int) {
    var place = start
    while byte(at: place) == UInt8(ascii: " ") { place += 1 }
    guard byte(at: place) == UInt8(ascii: "{"), byte(at: place + 1) == UInt8(ascii: "#") else {
      return (nil, start)
    }
    var end = place + 2
    while byte(at: end).isOfLabel { end += 1 }
    guard byte(at: end) == UInt8(ascii: "}") else { return (nil, start) }
    return (string(place + 2..<end), end + 1)
  }

  func advance(by count: Int) {
    cmark_inline_parser_set_offset(parser, Int32(offset + count))
  }
}
