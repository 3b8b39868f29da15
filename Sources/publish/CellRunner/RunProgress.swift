/// What the runner is at, for whoever watches.
public enum RunProgress: Sendable {
  /// How long a cell ran.
  public struct CellTime: Sendable {
    public var cell: String
    public var seconds: Double
  }

  case compiling(chapter: String)
  case running(chapter: String, cell: String, index: Int, count: Int)
  /// A long cell's own word, with the share of its work that is done.
  case progressed(chapter: String, cell: String, fraction: Double, message: String)
  /// The chapter waits for a checkpoint of an earlier one.
  case waiting(chapter: String, checkpoint: String)
  case finished(chapter: String, seconds: Double, cells: [CellTime])
  /// The chapter's results are those of an earlier run.
  case reused(chapter: String)
  case failed(chapter: String)
}
