import BookModel
import BookRecords

/// What a page says of the error that stopped its chapter, on a site that is made in spite of errors.
struct StopNotice {
  private let stop: ChapterStop?

  init(of result: ChapterResult) {
    stop = result.stop
  }

  /// What stands above the chapter.
  var banner: String {
    guard let stop else { return "" }
    let elsewhere = stop.messages.filter { $0.cell == nil }.map(\.text)
    return HTML.failure(
      "This chapter has errors. What you see is what ran before them.",
      details: elsewhere.joined(separator: "\n"))
  }

  /// The error in the place of a cell's output, or why the cell did not run.
  func html(at cell: Cell) -> String {
    guard let stop else { return "" }
    let messages = stop.messages.filter { $0.cell == cell.index }.map(\.text)
    if !messages.isEmpty {
      return HTML.failure("This failed.", details: messages.joined(separator: "\n"))
    }
    return stop.notRun.contains(cell.index) ? HTML.failure("Not run: \(stop.reason).") : ""
  }
}
