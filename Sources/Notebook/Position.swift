import CellRecords
import Synchronization

/// Which cell runs, and how many figures it has shown.
enum Position {
  private struct State {
    var cell = 0
    var figures = 0
  }

  private static let state = Mutex(State())

  static var cell: Int { state.withLock(\.cell) }

  static func begin(cell: Int) {
    state.withLock { $0 = State(cell: cell) }
  }

  /// The number of the cell's next figure, from 1.
  static func nextFigure() -> Int {
    state.withLock {
      $0.figures += 1
      return $0.figures
    }
  }
}

// The runner writes calls of these between the cells of a chapter.

/// Marks the start of a cell.
public func _beginCell(_ index: Int) {
  let recorder = Recorder.current
  Position.begin(cell: index)
  recorder.record(.began(cell: index, textOffset: recorder.textOffset))
}

/// Records the value of an inline expression.
public func _inline<Value>(_ index: Int, _ value: () throws -> Value) throws {
  Recorder.current.record(.evaluated(inline: index, text: String(describing: try value())))
}

/// Marks the end of the chapter.
public func _endChapter() {
  let recorder = Recorder.current
  recorder.record(.finished(textOffset: recorder.textOffset))
}
