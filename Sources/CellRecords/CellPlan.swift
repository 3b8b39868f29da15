/// What the runner tells a chapter's program before it starts.
///
/// The environment variable ``environmentKey`` holds the path of a JSON file with this value.
public struct CellPlan: Sendable, Codable {
  public static let environmentKey = "BOOK_CELL_PLAN"

  /// The folder in which cells run: the book's.
  public var workingDirectory: String
  /// The file to which the program appends its events, one JSON object a line.
  public var eventFile: String
  /// The folder for the PNG files of figures.
  public var figureFolder: String
  /// The file that receives the call stack of each thrown error.
  public var throwTraceFile: String
  /// The file to which the Swift runtime writes its report when the program traps.
  public var backtraceFile: String
  /// The folder for what is left by copies of the program that may fail, see ``TrialFiles``.
  public var trialFolder: String
  /// The folder in which checkpoints are kept.
  public var checkpointFolder: String
  /// The cache key of each cell of the chapter.
  public var cellKeys: [String]
  /// Where the figures of each cell come from, noted inside their files.
  public var cellSources: [String]
  /// What each cell is called: the names of its figures' files begin with it.
  public var cellNames: [String]
  /// The checkpoints of earlier chapters: the file for each name.
  public var restorable: [String: String]

  public init(
    workingDirectory: String, eventFile: String, figureFolder: String, throwTraceFile: String,
    backtraceFile: String, trialFolder: String, checkpointFolder: String, cellKeys: [String],
    cellSources: [String], cellNames: [String], restorable: [String: String]
  ) {
    self.workingDirectory = workingDirectory
    self.eventFile = eventFile
    self.figureFolder = figureFolder
    self.throwTraceFile = throwTraceFile
    self.backtraceFile = backtraceFile
    self.trialFolder = trialFolder
    self.checkpointFolder = checkpointFolder
    self.cellKeys = cellKeys
    self.cellSources = cellSources
    self.cellNames = cellNames
    self.restorable = restorable
  }
}
