import BookRecords
import CCellRuntime
import Synchronization

/// Where the program is: which cell runs, how many figures it has shown, which checkpoint is open.
enum Position {
  private struct State {
    var cell = 0
    var figures = 0
    var checkpoints: Set<String> = []
    var openCheckpoint: String?
    /// The data that the open checkpoint's body has used.
    var dataSources: [String] = []
  }

  private static let state = Mutex(State())

  static var cell: Int { state.withLock(\.cell) }

  static func begin(cell: Int) {
    state.withLock {
      $0.cell = cell
      $0.figures = 0
    }
  }

  /// The number of the cell's next figure, from 1.
  static func nextFigure() -> Int {
    state.withLock {
      $0.figures += 1
      return $0.figures
    }
  }

  // MARK: Checkpoints

  static var openCheckpoint: String? { state.withLock(\.openCheckpoint) }
  static var dataSources: [String] { state.withLock(\.dataSources) }

  static func open(checkpoint name: String) throws(CheckpointError) {
    let reason: String? = state.withLock { state in
      if let outer = state.openCheckpoint { return "it is made inside of “\(outer)”" }
      guard state.checkpoints.insert(name).inserted else {
        return "this chapter has one of that name already"
      }
      state.openCheckpoint = name
      state.dataSources = []
      return nil
    }
    if let reason { throw CheckpointError(name: name, reason: reason) }
  }

  static func closeCheckpoint() {
    state.withLock { $0.openCheckpoint = nil }
  }

  static func use(data description: String) {
    state.withLock { $0.dataSources.append(description) }
  }
}

// The runner writes calls of these between the cells of a chapter.

/// Marks the start of a cell.
public func _beginCell(_ index: Int) {
  let recorder = Recorder.current
  if let plan = recorder.plan {
    InputFiles.unobserved { restore_standard_output(plan.textFile) }
  }
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
  recorder.record(.finished(textOffset: recorder.textOffset, inputs: InputFiles.states()))
}
