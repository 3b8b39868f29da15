import BookModel
import BookRecords

extension Chapter {
  /// Promised failures whose message is not what the cell's `expect` says.
  ///
  /// Kept results are compared too: what is expected is no part of what a cell does, so that a
  /// change of it runs nothing.
  func unexpectedFailures(in result: ChapterResult) -> [Diagnostic] {
    cells.compactMap { cell in
      guard let expected = cell.options.expect,
        let failure = result.cells[cell.index].lazy.compactMap(\.failure).first,
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
}

extension CellOutput {
  fileprivate var failure: FailureOutput? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
