extension Chapter {
  /// The chapter's Markdown as an edition has it: without the cells that the edition leaves out.
  public func source(for edition: Edition) -> String {
    let hidden = cells.filter { !edition.includes($0) }.map(\.fence)
    let kept = lines.enumerated().filter { index, _ in
      !hidden.contains { $0.contains(index + 1) }
    }
    return kept.map { $0.element + "\n" }.joined()
  }
}
