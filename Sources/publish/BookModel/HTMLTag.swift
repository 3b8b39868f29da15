/// A tag in a piece of HTML, read as a browser reads it.
struct HTMLTag {
  struct Attribute {
    /// In small letters.
    let name: String
    /// With character references resolved; empty for an attribute without a value.
    let value: String
    /// From the first letter of the name to the end of the value.
    let range: Range<String.Index>
  }

  /// In small letters.
  let name: String
  let isClosing: Bool
  fileprivate(set) var attributes: [Attribute] = []
  /// What stands between the tag and the closing one, in elements that hold no HTML.
  fileprivate(set) var text: Range<String.Index>?

  /// The tags in the order in which they stand, without those in comments, scripts and styles.
  static func tags(in html: String) -> [HTMLTag] {
    guard html.utf8.contains(UInt8(ascii: "<")) else { return [] }
    var scanner = TagScanner(html)
    return scanner.tags()
  }
}

/// Walks over HTML from tag to tag.
///
/// - Source: HTML Living Standard, section 13.2.5 (tokenization), as far as tags need it.
private struct TagScanner {
  private let html: String
  private let bytes: String.UTF8View
  private var place: String.Index

  init(_ html: String) {
    self.html = html
    bytes = html.utf8
    place = html.startIndex
  }

  mutating func tags() -> [HTMLTag] {
    var tags: [HTMLTag] = []
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = bytes.index(after: start)
      if skip("!--") {
        skipBehind("-->")
      } else if var tag = tag() {
        if !tag.isClosing, ["script", "style", "textarea", "title"].contains(tag.name) {
          let start = place
          skipText(of: tag.name)
          tag.text = start..<place
        }
        tags.append(tag)
      }
    }
    return tags
  }

  /// The rest of a tag behind its `<`; `nil` if it is none.
  private mutating func tag() -> HTMLTag? {
    let isClosing = skip("/")
    guard let first = byte, first.isASCIILetter else { return nil }
    let name = take { !$0.endsName }
    var tag = HTMLTag(name: name.lowercased(), isClosing: isClosing)
    while true {
      _ = take { $0.isHTMLSpace || $0 == UInt8(ascii: "/") }
      guard let next = byte else { return tag }
      if next == UInt8(ascii: ">") {
        advance()
        return tag
      }
      tag.attributes.append(attribute())
    }
  }

  private mutating func attribute() -> HTMLTag.Attribute {
    let start = place
    if byte == UInt8(ascii: "=") { advance() }
    let name = String(html[start..<place]) + take { !$0.endsName && $0 != UInt8(ascii: "=") }
    var end = place
    var value: Substring = ""
    _ = take(while: \.isHTMLSpace)
    if byte == UInt8(ascii: "=") {
      advance()
      _ = take(while: \.isHTMLSpace)
      if let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        advance()
        value = take { $0 != quote }
        if byte != nil { advance() }
      } else {
        value = take { !$0.isHTMLSpace && $0 != UInt8(ascii: ">") }
      }
      end = place
    }
    return HTMLTag.Attribute(
      name: name.lowercased(), value: String(value).resolvingCharacterReferences,
      range: start..<end)
  }

  // MARK: Steps

  private var byte: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func advance() { place = bytes.index(after: place) }

  private mutating func take(while condition: (UInt8) -> Bool) -> Substring {
    let end = bytes[place...].firstIndex { !condition($0) } ?? bytes.endIndex
    defer { place = end }
    return html[place..<end]
  }

  private mutating func skip(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place = bytes.index(place, offsetBy: text.utf8.count)
    return true
  }

  private mutating func skipBehind(_ text: String) {
    while place < bytes.endIndex, !skip(text) { advance() }
  }

  private mutating func skipText(of name: String) {
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = start
      if html[start...].dropFirst(2).prefix(name.count).lowercased() == name { return }
      advance()
    }
    place = bytes.endIndex
  }
}

extension UInt8 {
  fileprivate var isHTMLSpace: Bool { " \t\n\r\u{C}".utf8.contains(self) }

  fileprivate var endsName: Bool {
    isHTMLSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">")
  }
}

extension String {
  /// The text with references such as `&amp;` and `&#46;` resolved: those by number, and those by
  /// name for the characters that have a meaning in addresses or in HTML.
  fileprivate var resolvingCharacterReferences: String {
    guard utf8.contains(UInt8(ascii: "&")) else { return self }
    return replacing(/&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?/) { match in
      let number = match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
      if let scalar = number.flatMap(UnicodeScalar.init) { return String(Character(scalar)) }
      return match.3.flatMap { Self.characters[String($0)] } ?? String(match.0)
    }
  }

  private static let characters = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "period": ".", "sol": "/",
    "bsol": "\\", "colon": ":", "num": "#", "quest": "?", "percnt": "%", "Tab": "\t",
    "NewLine": "\n", "lowbar": "_", "comma": ",", "equals": "=", "nbsp": "\u{A0}",
  ]
}
