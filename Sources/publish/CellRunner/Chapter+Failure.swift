import BookModel
import BookRecords
import Foundation

extension Chapter {
  /// What a failed chapter has for its page: what ran before the failure, and the failure.
  ///
  /// - Parameter transcript: What the program left, if it was run.
  func result(of failure: ChapterFailure, _ transcript: ChapterTranscript?) -> ChapterResult {
    var result =
      transcript?.result
      ?? ChapterResult(
        cells: [[CellOutput]](repeating: [], count: cells.count),
        inlineValues: [String](repeating: "", count: inlineExpressions.count), dataSources: [])
    let evaluated = transcript?.evaluated ?? []
    for index in result.inlineValues.indices where !evaluated.contains(index) {
      result.inlineValues[index] = "(not run)"
    }
    let failed = failure.cell
    if let failed { result.cells[failed] = result.cells[failed].withoutLastWords }
    // All cells ran where only a promise was broken.
    let hasEnded = transcript?.isFinished ?? false
    let notRun = hasEnded ? [] : cells.filter { $0.runsInPlace && $0.index > failed ?? -1 }
    result.stop = ChapterStop(
      messages: failure.diagnostics.filter { $0.severity == .error }.map { diagnostic in
        ChapterStop.Message(
          text: diagnostic.rendered, cell: failed ?? cell(at: diagnostic.position)?.index)
      },
      notRun: notRun.map(\.index),
      reason: failed.map { "\(cells[$0].name) failed" }
        ?? (transcript == nil ? "the chapter does not compile" : "an inline value failed"))
    return result
  }

  private func cell(at position: SourcePosition?) -> Cell? {
    guard let position, position.file == file else { return nil }
    return cells.first { $0.lines.contains(position.line) }
  }
}

extension [CellOutput] {
  /// Without what the Swift runtime prints when a program fails: the error says the same.
  fileprivate var withoutLastWords: [CellOutput] {
    guard case .text(let text)? = last else { return self }
    let marks = ["Fatal error: ", "swift-runtime: ", "\n*** "]
    let end = marks.compactMap { text.range(of: $0)?.lowerBound }.min() ?? text.endIndex
    // A message with a place starts with it, at the beginning of its line.
    let line = text[..<end].lastIndex(of: "\n").map(text.index(after:)) ?? text.startIndex
    let printed = String(text[..<(end == text.endIndex ? end : line)])
    return dropLast() + (printed.isEmpty ? [] : [.text(printed)])
  }
}
