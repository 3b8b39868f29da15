import BookModel
import BookRecords

extension CellEvent {
  /// Whether the event can be one of a chapter's program: cells can write into its file too.
  func isPossible(in chapter: Chapter) -> Bool {
    switch self {
    case .began(let cell, _), .passed(let cell), .tried(let cell, _, _):
      chapter.cells.indices.contains(cell)
    case .showed(.figure(let figure), _):
      figure.fileNames.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") }
        && figure.data?.isRectangular ?? true
    case .showed(.table(let table), _): table.isRectangular
    case .showed(.failure, _): false
    default: true
    }
  }
}

extension TableOutput {
  fileprivate var isRectangular: Bool {
    isNumeric.count == columns.count && rows.allSatisfy { $0.count == columns.count }
  }
}
