import BookModel
import BookRecords

/// What a page says of the error that stopped its chapter, on a site that is made in spite of errors.
struct StopNotice {
  private let stop: ChapterStop?
  private let words: BookWords

  init(of page: PageSource) {
    stop = page.run.result.stop
    words = page.words
  }

  /// What stands above the chapter.
  var banner: String {
    guard let stop else { return "" }
    let elsewhere = stop.messages.filter { $0.cell == nil }.map(\.text)
    return HTML.failure(
      words.chapterHasErrors,
      details: elsewhere.joined(separator: "\n"))
  }

  /// The error in the place of a cell's output, or why the cell did not run.
  func html(at cell: Cell) -> String {
    guard let stop else { return "" }
    let messages = stop.messages.filter { $0.cell == cell.index }.map(\.text)
    if !messages.isEmpty {
      return HTML.failure(words.failed, details: messages.joined(separator: "\n"))
    }
    return stop.notRun.contains(cell.index) ? HTML.failure(words.notRun.filled(stop.reason)) : ""
  }
}
