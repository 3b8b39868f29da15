import BookModel
import CellRecords
import Foundation

/// Puts a program's printed text and its events together, cell by cell.
struct ChapterTranscript {
  private(set) var result: ChapterResult
  /// The checkpoints that the chapter keeps: the file for each name.
  private(set) var checkpoints: [String: String] = [:]
  /// The checkpoints of earlier chapters that it read.
  private(set) var restored: Set<String> = []
  /// The checkpoints that it asked for and that no earlier chapter keeps.
  private(set) var missed: [String] = []
  /// How the copy of the program ended that tried a cell, by the cell's index; `nil` for a copy
  /// that came to the trial's end.
  private(set) var trials: [Int: ChildProcess.Ending?] = [:]

  init(events: [CellEvent], text: Data, chapter: Chapter) {
    var cells = [[CellOutput]](repeating: [], count: chapter.cells.count)
    var inlineValues = [String](repeating: "", count: chapter.inlineExpressions.count)
    var dataSources: [String] = []
    var cell: Int?
    var passed: Set<Int> = []
    var textStart = 0

    func takeText(until end: Int) {
      let end = min(end, text.count)
      defer { textStart = max(end, textStart) }
      guard let cell, end > textStart else { return }
      cells[cell].append(.text(String(decoding: text[textStart..<end], as: UTF8.self)))
    }

    for event in events {
      switch event {
      case .began(let index, let offset):
        takeText(until: offset)
        cell = cells.indices.contains(index) ? index : nil
      case .showed(let output, let offset):
        takeText(until: offset)
        if let cell { cells[cell].append(output) }
      case .evaluated(let index, let value):
        if inlineValues.indices.contains(index) { inlineValues[index] = value }
      case .usedData(let description):
        if !dataSources.contains(description) { dataSources.append(description) }
      case .stored(let name, let file):
        checkpoints[name] = file
      case .restored(let name):
        restored.insert(name)
      case .missed(let name):
        missed.append(name)
      case .progressed:
        break
      case .passed(let index):
        passed.insert(index)
      case .tried(let index, let status, let offset):
        takeText(until: offset)
        trials[index] = .some(passed.contains(index) ? nil : ChildProcess.Ending(status: status))
      case .finished(let offset):
        takeText(until: offset)
      }
    }
    result = ChapterResult(cells: cells, inlineValues: inlineValues, dataSources: dataSources)
  }

  /// Notes a failure that the page is to show.
  mutating func add(_ failure: FailureOutput, to cell: Int) {
    result.cells[cell].append(.failure(failure))
  }
}
