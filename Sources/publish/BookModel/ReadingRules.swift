/// What may stand in the prose that is being read.
struct ReadingRules {
  var acceptsCells = true
  var acceptsExpressions = true
  /// Whether a `#` heading may be the chapter's title.
  var acceptsTitle = true
  /// Whether the text is parsed apart from the chapter whose footnotes it refers to.
  var isFragment = false

  /// How deep lists and quotations may nest, and emphasis and links in a line.
  static let maximumDepth = 64
}
