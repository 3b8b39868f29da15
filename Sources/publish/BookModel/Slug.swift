import Foundation

extension Chapter {
  /// The name of a chapter's page, made from its file's name: letters and digits of any script, and
  /// dashes for everything that a link or a command would have to escape.
  static func slug(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let words = name.dropLast(".md".count).split {
      !($0.isLetter || $0.isNumber || "-_.".contains($0))
    }
    // A name that starts with a dash would be an option to commands.
    let slug = words.joined(separator: "-").drop { "-.".contains($0) }
    guard let end = slug.lastIndex(where: { !"-.".contains($0) }) else { return "" }
    // An accented letter may be written as one character or as two; links need one form.
    return String(slug[...end]).precomposedStringWithCanonicalMapping
  }

  /// What no name of a chapter's file may hold: quotation marks and backslashes, which the compiler's
  /// own notes of places cannot hold, and what no line can show.
  static func forbiddenCharacter(in name: String) -> String? {
    guard
      let scalar = name.unicodeScalars.first(where: {
        $0 == "\"" || $0 == "\\" || $0 == "\u{FFFD}"
          || [.control, .lineSeparator, .paragraphSeparator].contains(
            $0.properties.generalCategory)
      })
    else { return nil }
    if scalar == "\"" || scalar == "\\" { return "`\(scalar)`" }
    if scalar == "\u{FFFD}" { return "bytes that are no UTF-8" }
    return "the character \(scalar.codePoint)"
  }
}
