/// HTML that an author has written into a chapter.
public struct RawHTML: Sendable, Hashable {
  public var text: String
  /// Where it starts.
  public var position: SourcePosition

  public init(text: String, position: SourcePosition) {
    self.text = text
    self.position = position
  }

  /// What an address is for.
  public enum Use: Sendable {
    /// Readers follow it.
    case link
    /// The page shows or runs what is there.
    case part
  }

  /// An attribute that names a place of the page, or addresses.
  struct Mention {
    /// The address or the name, with character references resolved.
    let text: String
    /// Where the attribute starts in the HTML.
    let place: String.Index
  }

  /// The places that the HTML names by `id`, or by `name` in an `a`.
  var names: [Mention] {
    HTMLTag.tags(in: text).flatMap { tag in
      tag.attributes.filter { $0.name == "id" || $0.name == "name" && tag.name == "a" }
        .map { Mention(text: $0.value, place: $0.range.lowerBound) }
    }
  }

  /// The addresses, each with its use.
  var addresses: [(mention: Mention, use: Use)] {
    var addresses: [(mention: Mention, use: Use)] = []
    visitAddresses { address, use, place in
      addresses.append((Mention(text: address, place: place), use))
      return nil
    }
    return addresses
  }

  /// The HTML with other addresses.
  ///
  /// - Parameter newAddress: is given each address and its use; `nil` leaves it as it is.
  public func replacingAddresses(_ newAddress: (String, Use) -> String?) -> String {
    visitAddresses { address, use, _ in newAddress(address, use) }
  }

  @discardableResult
  private func visitAddresses(_ newAddress: (String, Use, String.Index) -> String?) -> String {
    var html = ""
    var rest = text.startIndex
    for tag in HTMLTag.tags(in: text) {
      for attribute in tag.attributes {
        guard let syntax = AddressSyntax(of: attribute.name, in: tag.name) else { continue }
        let use: Use =
          syntax == .address && ["a", "area", "form"].contains(tag.name) ? .link : .part
        let new = syntax.replacing(in: attribute.value) {
          newAddress($0, use, attribute.range.lowerBound)
        }
        guard let new else { continue }
        html += text[rest..<attribute.range.lowerBound]
        html += "\(attribute.name)=\"\(new.escapedForAttribute)\""
        rest = attribute.range.upperBound
      }
      if tag.name == "style", let range = tag.text {
        let new = StyleSheet(text[range]).replacingAddresses { newAddress($0, .part, $1) }
        guard let new else { continue }
        html += text[rest..<range.lowerBound] + new
        rest = range.upperBound
      }
    }
    return html + text[rest...]
  }

  /// Where a character of the HTML stands in the file. What stands before its lines there, such as
  /// the mark of a quotation, is not in the HTML.
  func position(of place: String.Index) -> SourcePosition {
    let before = text[..<place]
    guard let lineEnd = before.utf8.lastIndex(of: UInt8(ascii: "\n")) else {
      return SourcePosition(
        file: position.file, line: position.line, column: position.column + before.utf8.count)
    }
    return SourcePosition(
      file: position.file, line: position.line + before.utf8.count { $0 == UInt8(ascii: "\n") },
      column: before.utf8.distance(from: lineEnd, to: place))
  }

  /// What the HTML does to a link around it: whether it opens or closes an `a`, and that last.
  public var opensLink: Bool? {
    HTMLTag.tags(in: text).last { $0.name == "a" }.map { !$0.isClosing }
  }
}

/// How an attribute holds addresses.
private enum AddressSyntax {
  /// One address.
  case address
  /// Addresses with widths, as in `small.png 640w, large.png 1280w`.
  case candidates
  /// CSS, in which `url(…)` holds addresses.
  case style

  init?(of attribute: String, in tag: String) {
    switch attribute {
    case "href", "xlink:href", "src", "poster", "background", "action", "formaction":
      self = .address
    case "data" where tag == "object": self = .address
    case "srcset", "imagesrcset": self = .candidates
    case "style": self = .style
    default: return nil
    }
  }

  /// The value with other addresses; `nil` if all are as they were.
  func replacing(in value: String, _ newAddress: (String) -> String?) -> String? {
    switch self {
    case .address: newAddress(value)
    case .candidates: Self.replacingCandidates(in: value, newAddress)
    case .style: StyleSheet(value[...]).replacingAddresses { address, _ in newAddress(address) }
    }
  }

  private static func replacingCandidates(in value: String, _ newAddress: (String) -> String?)
    -> String?
  {
    var isChanged = false
    var candidates: [String] = []
    var rest = value[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "," }
      guard !rest.isEmpty else { break }
      var address = rest.prefix { !$0.isWhitespace }
      rest = rest[address.endIndex...]
      var width = ""
      if address.last == "," {
        while address.last == "," { address.removeLast() }
      } else {
        width = String(rest.prefix { $0 != "," }).trimmed
        rest = rest.drop { $0 != "," }
      }
      let new = newAddress(String(address))
      isChanged = isChanged || new != nil
      let written = new?.replacing(",", with: "%2C") ?? String(address)
      candidates.append(width.isEmpty ? written : "\(written) \(width)")
    }
    return isChanged ? candidates.joined(separator: ", ") : nil
  }
}

extension String {
  fileprivate var trimmed: String { String(self[...].trimmingSpaces()) }

  fileprivate var escapedForAttribute: String {
    replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
  }
}
