import BookModel
import BookRecords

extension Chapter {
  /// Cells that printed, showed or failed otherwise than their `expect` says.
  ///
  /// Kept results are compared too: what is expected is no part of what a cell does, so that a
  /// change of it runs nothing.
  func brokenExpectations(in result: ChapterResult) -> [Diagnostic] {
    cells.compactMap { cell in
      guard let expected = cell.options.expect else { return nil }
      let outputs = result.cells[cell.index]
      guard cell.options.run.promisesFailure else {
        guard result.stop == nil, !outputs.contains(where: { $0.holds(expected) }) else {
          return nil
        }
        return Diagnostic(
          .error, "\(cell.name) leaves something other than `expect` says", at: cell.position,
          sourceLine: line(cell.position.line),
          hints: ["expected: \(expected)", "found: \(outputs.words)"])
      }
      guard let failure = outputs.lazy.compactMap(\.failure).first,
        !failure.messages.contains(where: { $0.text.contains(expected) }),
        let found = failure.messages.first
      else { return nil }
      let place = cell.position(of: found)
      return Diagnostic(
        .error, "\(cell.name) failed in another way than `expect` says", at: place,
        sourceLine: line(place.line),
        hints: ["expected: \(expected)"] + failure.messages.map { "found: \($0.text)" })
    }
  }

  /// Exercises whose code to start from passes the check: somebody has answered them.
  func solvedExercises(in result: ChapterResult) -> [Diagnostic] {
    guard result.stop == nil else { return [] }
    return exercises.filter { exercise in
      !result.cells[exercise.check.index].contains { $0.failure != nil }
    }.map { exercise in
      let place = exercise.starter.position
      return Diagnostic(
        .warning, "the exercise `\(exercise.name)` is solved: its code passes the check", at: place,
        sourceLine: line(place.line))
    }
  }
}

extension CellOutput {
  fileprivate var failure: FailureOutput? {
    if case .failure(let failure) = self { failure } else { nil }
  }

  /// Whether a text is in what was printed or shown.
  fileprivate func holds(_ text: String) -> Bool { words.contains { $0.contains(text) } }

  /// The texts of an output.
  fileprivate var words: [String] {
    switch self {
    case .text(let text), .paragraph(let text), .formula(let text): [text]
    case .table(let table): [table.columns.joined(separator: " ")] + table.rows.flatMap(\.self)
    case .figure(let figure): [figure.altText]
    case .failure: []
    }
  }
}

extension [CellOutput] {
  /// The first of what was printed or shown, for a message.
  fileprivate var words: String {
    let words = flatMap(\.words).joined(separator: "\n").split(separator: "\n")
    guard !words.isEmpty else { return "nothing" }
    return words.prefix(3).map { String($0.prefix(100)) }.joined(separator: " ⏎ ")
  }
}
