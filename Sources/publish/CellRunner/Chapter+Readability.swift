import BookModel

/// What can be done with a chapter in which something may be wrong.
enum Readability {
  /// Its cells are what the author means.
  case whole
  /// An error in a cell leaves open how it is to run, but not what its code is.
  case onlyCode
  /// Nobody knows where a cell ends.
  case nothing
}

extension Chapter {
  /// - Parameter problems: What is wrong with the book.
  func readability(with problems: [Diagnostic]) -> Readability {
    let lines = problems.filter { $0.severity == .error && $0.position?.file == file }
      .compactMap(\.position?.line)
    if cells.contains(where: { lines.contains($0.fence.lowerBound) }) { return .nothing }
    let isInCode = lines.contains { line in
      cells.contains { $0.fence.contains(line) }
        || inlineExpressions.contains { $0.position.line == line }
    }
    return isInCode ? .onlyCode : .whole
  }
}
