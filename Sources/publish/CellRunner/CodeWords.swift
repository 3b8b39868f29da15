import BookModel

/// What the words of some code say about what it depends on besides itself.
///
/// A word that only looks so costs a run and changes nothing.
struct CodeWords {
  /// Whether it may ask where it stands in its chapter.
  let namesPlaces: Bool
  /// The variables that it may ask for besides those that the book names.
  let variables: [String]

  init(_ cells: [String], _ inlineExpressions: [InlineExpression]) {
    let code = (cells + inlineExpressions.map(\.code)).joined(separator: "\n")
    func has(_ words: String...) -> Bool { words.contains { code.contains($0) } }
    namesPlaces = has("#line", "#file", "#column")
    if has("getenv", "environ") {
      variables = ["HOME", "PATH", "TMPDIR"]
    } else {
      variables =
        (has("HomeDirectory", "homeDirectory") ? ["HOME"] : [])
        + (has("TemporaryDirectory", "temporaryDirectory") ? ["TMPDIR"] : [])
    }
  }
}
