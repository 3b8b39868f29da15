import Yams

/// What makes lines no YAML, in words for authors.
extension YAMLSection {
  /// The first character at which YAML ends a line, but editors and Markdown do not.
  func lineSeparator() -> (scalar: Unicode.Scalar, position: SourcePosition)? {
    for (index, line) in lines.enumerated() {
      let scalars = line.text.unicodeScalars
      guard
        let place = scalars.firstIndex(where: { ["\u{85}", "\u{2028}", "\u{2029}"].contains($0) })
      else { continue }
      let column = scalars.distance(from: scalars.startIndex, to: place) + 1
      return (scalars[place], position(line: index + 1, column: column))
    }
    return nil
  }

  func problem(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let hints =
        problem.hasPrefix("mapping values") || problem.hasPrefix("found character")
          || problem.hasPrefix("did not find expected ','")
        ? ["put a text that holds `: ` or starts with a special character in quotes"] : []
      let reason =
        problem.hasPrefix("Maximum nesting") ? "lists nest too deeply here" : problem
      return source.problem("bad YAML: \(reason)", at: position(of: mark), hints: hints)
    case .reader(_, let offset, let value, let yaml):
      let before = yaml.utf8.prefix(offset ?? 0).split(
        separator: .lineFeed, omittingEmptySubsequences: false)
      let column = Substring(before.last ?? yaml.utf8.prefix(0)).unicodeScalars.count + 1
      let name = Unicode.Scalar(UInt32(max(value, 0)))?.codePoint ?? "of this place"
      return source.problem(
        "bad YAML: the character \(name) "
          + "cannot stand here", at: position(line: before.count, column: column),
        hints: ["remove it, or write it as an escape in a text with double quotes"])
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
      return source.problem("\(names) is given twice", at: position(of: context.mark))
    default:
      return source.problem("bad YAML: \(error)", at: position(of: nil))
    }
  }
}
