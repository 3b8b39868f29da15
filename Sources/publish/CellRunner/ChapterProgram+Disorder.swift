import BookModel
import BookRecords

extension ChapterProgram {
  /// A cell that did not run once in its turn, as happens between braces of another one.
  func disorder(in events: [CellEvent]) -> ChapterFailure? {
    let expected = chapter.cells.filter(\.runsInPlace).map(\.index)
    let isExpected = Set(expected)
    // Trials begin too, wherever their cells stand.
    let begun = events.compactMap { event in
      if case .began(let cell, _) = event, isExpected.contains(cell) { cell } else { nil }
    }
    guard begun != expected else { return nil }
    let place = zip(begun, expected).prefix { $0.0 == $0.1 }.count
    let isRepeated = begun.indices.contains(place) && begun[..<place].contains(begun[place])
    guard let index = isRepeated ? begun[place] : expected.dropFirst(place).first else {
      return nil
    }
    let cell = chapter.cells[index]
    let message =
      "\(cell.name) \(isRepeated ? "ran more than once" : "did not run in its turn")"
    return ChapterFailure(
      diagnostics: [
        Diagnostic(
          .error, message, at: cell.position, sourceLine: chapter.line(cell.position.line),
          hints: ["close in each cell the braces and the `#if` that it opens"])
      ], cell: index)
  }
}
