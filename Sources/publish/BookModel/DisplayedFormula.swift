/// The text `$$ tex $$ {#label}` taken apart.
struct DisplayedFormula {
  let tex: String
  let label: String?
  let isClosed: Bool
  /// Whether something other than a label stands behind the closing `$$`.
  let isFollowedByText: Bool

  /// Reads a text that starts with `$$`.
  init(_ text: String) {
    let body = text.dropFirst(2)
    guard let end = Self.firstDoubleDollar(in: body) else {
      (tex, label, isClosed, isFollowedByText) = (String(body), nil, false, false)
      return
    }
    tex = String(body[..<end])
    isClosed = true
    let tail = body[end...].dropFirst(2).trimmingSpaces()
    if tail.hasPrefix("{#"), tail.hasSuffix("}"),
      tail.dropFirst(2).dropLast().utf8.allSatisfy(\.isOfLabel)
    {
      label = String(tail.dropFirst(2).dropLast())
      isFollowedByText = false
    } else {
      label = nil
      isFollowedByText = !tail.isEmpty
    }
  }

  private static func firstDoubleDollar(in text: Substring) -> Substring.Index? {
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = bytes.index(after: index)
      if bytes[index] == UInt8(ascii: "\\"), next < bytes.endIndex {
        index = bytes.index(after: next)
        continue
      }
      if bytes[index...].starts(with: "$$".utf8) { return index }
      index = next
    }
    return nil
  }
}

extension Substring {
  /// The text without white space at both ends.
  func trimmingSpaces() -> Substring {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...end]
  }
}
