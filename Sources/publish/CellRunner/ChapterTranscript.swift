import BookModel
import BookRecords
import Foundation

/// Puts a program's printed text and its events together, cell by cell.
struct ChapterTranscript {
  private(set) var result: ChapterResult
  /// The checkpoints that the chapter keeps.
  private(set) var checkpoints: [(name: String, file: URL, cell: Int)] = []
  /// The checkpoints of earlier chapters that it read.
  private(set) var restored: Set<String> = []
  /// The checkpoints that it asked for and that no earlier chapter keeps.
  private(set) var missed: [String] = []
  /// The checkpoints whose files were not as they were written.
  private(set) var damaged: [String] = []
  /// The state of each file that the program read, by path.
  private(set) var inputs: [String: String] = [:]
  /// How the copy of the program ended that tried a cell, by the cell's index; `nil` for a copy
  /// that came to the trial's end.
  private(set) var trials: [Int: ChildProcess.Ending?] = [:]
  /// The inline expressions that have a value.
  private(set) var evaluated: Set<Int> = []

  /// Whether the program came to its end.
  private(set) var isFinished = false

  private let text: PrintedText
  /// The trials that came to their end.
  private var passed: Set<Int> = []
  private var cell: Int?
  private var textStart = 0
  /// How much of the cell's text can still be kept.
  private var room = CellPlan.printedLimit

  init(events: [CellEvent], text: PrintedText, chapter: Chapter) {
    self.text = text
    result = ChapterResult(
      cells: [[CellOutput]](repeating: [], count: chapter.cells.count),
      inlineValues: [String](repeating: "", count: chapter.inlineExpressions.count),
      dataSources: [])
    for event in events { take(event) }
    takeText(until: text.size)
  }

  private mutating func take(_ event: CellEvent) {
    switch event {
    case .began(let index, let offset):
      takeText(until: offset)
      cell = result.cells.indices.contains(index) ? index : nil
      room = CellPlan.printedLimit
    case .showed(let output, let offset):
      takeText(until: offset)
      if let cell { result.cells[cell].append(output.shown) }
    case .evaluated(let index, let value):
      guard result.inlineValues.indices.contains(index) else { return }
      result.inlineValues[index] = value.shown
      evaluated.insert(index)
    case .usedData(let description):
      let description = description.shown
      if !result.dataSources.contains(description) { result.dataSources.append(description) }
    case .stored(let name, let file):
      checkpoints.append((name, URL(fileURLWithPath: file), cell ?? 0))
    case .damaged(let name):
      damaged.append(name)
    case .restored(let name):
      restored.insert(name)
    case .missed(let name):
      missed.append(name)
    case .asked, .progressed:
      break
    case .passed(let index):
      passed.insert(index)
    case .tried(let index, let status, let offset):
      takeText(until: offset)
      trials[index] = .some(passed.contains(index) ? nil : ChildProcess.Ending(status: status))
    case .read(let inputs):
      self.inputs.merge(inputs) { $1 }
    case .finished(let offset, let inputs):
      takeText(until: offset)
      cell = nil
      isFinished = true
      self.inputs.merge(inputs) { $1 }
    }
  }

  /// Notes a failure that the page is to show.
  mutating func add(_ failure: FailureOutput, to cell: Int) {
    result.cells[cell].append(.failure(failure))
  }

  private mutating func takeText(until end: Int) {
    defer { textStart = max(end, textStart) }
    guard let cell, end > textStart, room > 0 else { return }
    var printed = text.shown(from: textStart, to: end, limit: room)
    guard !printed.isEmpty else { return }
    if printed.utf8.count <= room {
      room -= printed.utf8.count
    } else {
      printed = String(decoding: printed.utf8.prefix(room), as: UTF8.self)
      room = 0
      // Back to the last whole line, or else to the last whole character.
      if let lineEnd = printed.lastIndex(of: "\n") {
        printed = String(printed[...lineEnd])
      } else {
        printed = printed.trimmingSuffix { $0 == "\u{FFFD}" } + "\n"
      }
      printed += "[cut: of what a cell prints, \(CellPlan.printedLimit >> 10) KiB are kept]\n"
    }
    result.cells[cell].append(.text(printed))
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
