import Foundation

/// A line of code that looks like an option of its cell, and is none.
struct MisplacedOption {
  /// The line's place in the code, from 0.
  let line: Int
  let message: String
  let hint: String

  /// Finds such lines in the code behind a cell's options.
  static func all(in code: ArraySlice<String>) -> [MisplacedOption] {
    var isBehindCode = false
    return zip(code.indices, code).compactMap { index, line in
      let first = line.utf8.first { !$0.isSpaceOrTab }
      guard first == UInt8(ascii: "/") || first == UInt8(ascii: "#") else {
        isBehindCode = isBehindCode || !line.mayStandBeforeOptions
        return nil
      }
      if let name = optionName(in: line) {
        return MisplacedOption(
          line: index, message: "`//| \(name)` is no option here: something stands before it",
          hint: "options are the first lines of a cell, with no other line before or between them")
      }
      if !isBehindCode, let mark = misspeltMark(in: line) {
        return MisplacedOption(
          line: index, message: "`\(mark)` is no mark of options",
          hint: "an option is a line such as `//| label: fig-kernels`")
      }
      isBehindCode = isBehindCode || !line.mayStandBeforeOptions
      return nil
    }
  }

  private static func optionName(in line: String) -> String? {
    guard let match = line.prefixMatch(of: /\s*\/\/\|\s*([A-Za-z-]+)\s*:/) else { return nil }
    let name = String(match.1)
    return isOption(name) ? name : nil
  }

  /// The mark before an option's name that is nearly `//|`.
  private static func misspeltMark(in line: String) -> String? {
    let form = /\s*(\/\/+\s*[|¦!]+|\/\/+[:\-]|\/\s*\||#+\s*\|)\s*([A-Za-z-]+)\s*:(?:\s|$)/
    guard let match = line.prefixMatch(of: form), isOption(String(match.2)) else { return nil }
    return String(match.1)
  }

  private static func isOption(_ name: String) -> Bool {
    CellOptionLines.names.contains(name)
      || suggestion(for: name, among: CellOptionLines.names) != nil
  }
}

extension String {
  /// Whether an author may think that options can follow this line: a blank one, a comment, an import.
  fileprivate var mayStandBeforeOptions: Bool {
    let text = self[...].trimmingSpaces()
    return text.isEmpty || text.hasPrefix("//") || text.hasPrefix("import ")
  }
}
