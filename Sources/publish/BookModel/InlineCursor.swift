/// Goes through the content of a paragraph beside the tree that cmark-gfm made of it, and so knows
/// where each inline stands.
///
/// Inlines must be told in their order. Where the two do not agree, the cursor stays or goes to the
/// next mark of the kind that is due.
struct InlineCursor {
  private let content: [UInt8]
  private(set) var offset = 0

  init(_ content: [UInt8]) {
    self.content = content
  }

  private func byte(at place: Int) -> UInt8 { place < content.count ? content[place] : 0 }

  private func next(_ isMark: (UInt8) -> Bool) -> Int {
    content[min(offset, content.count)...].firstIndex(where: isMark) ?? offset
  }

  private func isNext(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return UInt32(byte(at: offset)) == scalar.value }
    return content[min(offset, content.count)...].starts(with: String(scalar).utf8)
  }

  // MARK: Text and code

  /// - Returns: where each scalar of the text stands.
  mutating func text(_ text: String) -> [Int] {
    var places: [Int] = []
    for scalar in text.unicodeScalars {
      places.append(offset)
      let isEscape = byte(at: offset) == UInt8(ascii: "\\") && byte(at: offset + 1).isPunctuation
      if isEscape, UInt32(byte(at: offset + 1)) == scalar.value {
        offset += 2
      } else if let end = entityEnd(for: scalar) {
        offset = end
      } else if isNext(scalar) {
        offset += UTF8.width(scalar)
      }
    }
    return places
  }

  /// The place behind an entity such as `&copy;` that stands for a scalar.
  private func entityEnd(for scalar: Unicode.Scalar) -> Int? {
    guard byte(at: offset) == UInt8(ascii: "&") else { return nil }
    let name = content[(offset + 1)...].prefix {
      $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "#")
    }
    guard !name.isEmpty, byte(at: name.endIndex) == UInt8(ascii: ";") else { return nil }
    // An ampersand that no entity is made of stands for itself.
    let ampersands = ["amp", "AMP", "#38", "#x26", "#X26"]
    guard scalar != "&" || ampersands.contains(String(decoding: name, as: UTF8.self)) else {
      return nil
    }
    return name.endIndex + 1
  }

  /// - Returns: where the code's opening mark ends.
  mutating func code() -> Int {
    let start = next { $0 == UInt8(ascii: "`") }
    let length = content[start...].prefix { $0 == UInt8(ascii: "`") }.count
    var place = start + length
    while place < content.count {
      let run = content[place...].prefix { $0 == UInt8(ascii: "`") }.count
      if run == length { break }
      place += max(run, 1)
    }
    offset = min(place + length, content.count)
    return start + length
  }

  /// - Returns: where the HTML starts.
  mutating func html(_ literal: String) -> Int {
    let start = next { $0 == UInt8(ascii: "<") }
    offset = min(start + literal.utf8.count, content.count)
    return start
  }

  /// Goes behind something that our extension found at a known place.
  mutating func skip(to end: Int) {
    offset = min(end, content.count)
  }

  /// Goes to the next line of the content.
  mutating func lineEnd() {
    let end = next { $0 == .lineFeed }
    offset = min(end + 1, content.count)
    while byte(at: offset).isSpaceOrTab { offset += 1 }
  }

  // MARK: Marks around other inlines

  /// Goes behind the marks at the start or the end of emphasis.
  mutating func marks(_ characters: String, count: Int) {
    let start = next { characters.utf8.contains($0) }
    let run = content[min(start, content.count)...].prefix { characters.utf8.contains($0) }.count
    offset = min(start + min(count, run), content.count)
  }

  /// - Returns: where the `[^name]` starts.
  mutating func footnote() -> Int {
    let start = next { $0 == UInt8(ascii: "[") }
    offset = start
    offset = min(next { $0 == UInt8(ascii: "]") } + 1, content.count)
    return start
  }

  /// Goes behind the opening mark of a link or picture.
  ///
  /// - Returns: where it starts, and whether it is a bracket; an address without brackets is its
  ///   own text.
  mutating func openLink(isImage: Bool) -> (start: Int, hasBrackets: Bool) {
    if isImage {
      let start = next { $0 == UInt8(ascii: "!") }
      offset = min(start + 2, content.count)
      return (start, true)
    }
    let start = offset
    let mark = byte(at: start)
    guard mark == UInt8(ascii: "[") || mark == UInt8(ascii: "<") else { return (start, false) }
    offset += 1
    return (start, mark == UInt8(ascii: "["))
  }

  /// Goes behind the end of a link or picture: `>`, `]`, `](address "title")` or `][name]`.
  mutating func closeLink(hasBrackets: Bool) {
    guard hasBrackets else {
      if byte(at: offset) == UInt8(ascii: ">") { offset += 1 }
      return
    }
    offset = min(next { $0 == UInt8(ascii: "]") } + 1, content.count)
    if byte(at: offset) == UInt8(ascii: "(") {
      var end = LinkEnd(content, from: offset)
      if let place = end.place() { offset = place }
    } else if byte(at: offset) == UInt8(ascii: "["), let end = end(of: UInt8(ascii: "]")) {
      offset = end
    }
  }

  /// The place behind the next such byte that no backslash stands before.
  private func end(of mark: UInt8) -> Int? {
    var place = offset
    while place < content.count {
      if content[place] == mark { return place + 1 }
      place += content[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}

extension UInt8 {
  /// Whether a backslash before this byte takes its meaning away.
  fileprivate var isPunctuation: Bool {
    (0x21...0x2F).contains(self) || (0x3A...0x40).contains(self) || (0x5B...0x60).contains(self)
      || (0x7B...0x7E).contains(self)
  }
}
