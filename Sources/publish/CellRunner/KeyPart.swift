/// One thing on which a result depends, by a name that readers understand.
struct KeyPart: Codable, Hashable {
  /// Such as `the code of cell 3`.
  var name: String
  /// A digest, or the value itself where readers would want to see it.
  var value: String
  /// Whether readers would want to see the value.
  var isReadable = false
  /// Where it is in the book.
  var place: String?

  /// The value in one line.
  var line: String { value.split(whereSeparator: \.isNewline).joined(separator: ", ") }

  /// The name and the place.
  var title: String { place.map { "\(name) (\($0))" } ?? name }
}

extension [KeyPart] {
  /// What differs from earlier parts, one phrase each.
  func differences(from earlier: [KeyPart]) -> [String] {
    let old = Dictionary(earlier.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    let names = Set(map(\.name))
    let changed: [String] = compactMap { part in
      guard let before = old[part.name] else { return "\(part.title) is new" }
      guard before.value != part.value else { return nil }
      guard part.isReadable else { return "\(part.title) differs" }
      return "\(part.title) was “\(before.line)” and is “\(part.line)”"
    }
    return changed + earlier.filter { !names.contains($0.name) }.map { "\($0.name) is gone" }
  }
}
