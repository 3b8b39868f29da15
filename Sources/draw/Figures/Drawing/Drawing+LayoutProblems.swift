extension Drawing {
  /// What is wrong with the drawing's texts, a line each: those that overlap another one and those
  /// that leave the drawing. Empty for a good layout.
  public var layoutProblems: [String] {
    let texts = texts
    let page = Rectangle(size)
    var problems: [String] = []
    for (index, text) in texts.enumerated() {
      if !page.contains(text.bounds) {
        problems.append("\"\(text.string)\" leaves the drawing")
      }
      for other in texts[(index + 1)...] where text.bounds.overlaps(other.bounds) {
        problems.append("\"\(text.string)\" overlaps \"\(other.string)\"")
      }
    }
    return problems
  }
}
