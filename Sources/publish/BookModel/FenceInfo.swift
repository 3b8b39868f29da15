/// What stands behind the mark that opens a fence.
struct FenceInfo {
  /// The language, without the braces and the dot of `{swift}` and `{.swift}`.
  let language: String
  /// What else stands there.
  let rest: String

  init(_ info: String) {
    let text = info[...].trimmingSpaces()
    guard text.hasPrefix("{") else {
      let word = text.prefix { !$0.isWhitespace }
      let name = word.prefix { !"{,:".contains($0) }
      language = String(name.isSwift ? name : word)
      rest = String(text.dropFirst(language.count).trimmingSpaces())
      return
    }
    let inside = text.dropFirst().prefix { $0 != "}" }
    let words = inside.split { $0.isWhitespace || $0 == "," }
    let name = words.first { $0.hasPrefix(".") } ?? words.first ?? ""
    language = String(name.drop { $0 == "." })
    let behind = text.dropFirst(inside.count + 2).trimmingSpaces()
    let others = words.filter { $0 != name } + (behind.isEmpty ? [] : [behind])
    rest = others.joined(separator: " ")
  }

  /// Whether the fence is a cell.
  var isCell: Bool { language[...].isSwift }

  /// What an author may have meant otherwise, with what to do about it.
  func warning(firstLine: String) -> (message: String, hint: String)? {
    if isCell {
      return rest.isEmpty
        ? nil
        : (
          "`\(rest)` behind the fence's language is not read",
          "the options of a cell are its first lines, such as `//| label: fig-kernels`"
        )
    }
    if suggestion(for: language.lowercased(), among: ["swift"]) != nil {
      return ("a fence of `\(language)` is shown, not run", "did you mean `swift`?")
    }
    if language.isEmpty, firstLine[...].trimmingSpaces().hasPrefix("//|") {
      return (
        "this fence has options but no language: it is shown, not run",
        "start it with ```swift"
      )
    }
    return nil
  }
}

extension Substring {
  fileprivate var isSwift: Bool { lowercased() == "swift" }
}
