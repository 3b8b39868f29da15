/// What a copy of the program that tried a cell leaves in the plan's trial folder.
public struct TrialFiles: Sendable {
  /// What it wrote to standard error: mostly the Swift runtime's last words.
  public var errors: String
  /// The call stack of the latest error that it threw.
  public var throwTrace: String
  /// The Swift runtime's report, if it trapped.
  public var backtrace: String

  public init(folder: String, cell: Int) {
    let stem = "\(folder)/\(cell)"
    errors = stem + ".txt"
    throwTrace = stem + ".throw-trace"
    backtrace = stem + ".json"
  }
}
