/// What the runner is at, for whoever watches.
public enum RunProgress: Sendable {
  case compiling(chapter: String)
  case running(chapter: String, cell: String, index: Int, count: Int)
  /// A long cell's own word, with the share of its work that is done.
  case progressed(chapter: String, cell: String, fraction: Double, message: String)
  case finished(chapter: String, seconds: Double)
  /// The chapter's results are those of an earlier run.
  case reused(chapter: String)
  case failed(chapter: String)
}
