public import BookModel
import BookRecords

extension BookRunner.Run {
  /// The cells and inline values with other results than in another run, one phrase each.
  public func differences(from other: Self, in book: Book) -> [String] {
    zip(book.chapters, zip(outputs, other.outputs)).flatMap { chapter, outputs in
      guard let first = outputs.0?.result, let second = outputs.1?.result else {
        return ["\(chapter.file), which ran only once"]
      }
      let cells = chapter.cells.filter { first.cells[$0.index] != second.cells[$0.index] }
      let values = chapter.inlineExpressions.filter {
        first.inlineValues[$0.index] != second.inlineValues[$0.index]
      }
      return cells.map { "what \($0.name) of \(chapter.file) leaves" }
        + values.map { "the inline value at \(chapter.file):\($0.position.line)" }
    }
  }
}
