import Foundation

/// What the runner tells a chapter's program before it starts.
///
/// The environment variable ``environmentKey`` holds the path of a JSON file with this value.
public struct CellPlan: Sendable, Codable {
  public static let environmentKey = "BOOK_CELL_PLAN"
  /// How much of what a cell prints is kept, in bytes.
  public static let printedLimit = 256 << 10

  /// The files and folders through which the program and the runner talk.
  public struct Places: Sendable, Codable {
    /// The folder in which cells run: the book's.
    public var workingDirectory: String
    /// The folder of this run alone, with all that only the runner reads.
    public var workFolder: String
    /// The folder in which checkpoints are kept.
    public var checkpointFolder: String

    public init(workingDirectory: String, workFolder: String, checkpointFolder: String) {
      self.workingDirectory = workingDirectory
      self.workFolder = workFolder
      self.checkpointFolder = checkpointFolder
    }
  }

  /// What the runner calls a cell.
  public struct Cell: Sendable, Codable {
    /// The names of its figures' files begin with it.
    public var name: String
    /// Its cache key.
    public var key: String
    /// Where its figures come from, noted inside their files.
    public var source: String

    public init(name: String, key: String, source: String) {
      self.name = name
      self.key = key
      self.source = source
    }
  }

  public var places: Places
  /// The cells of the chapter.
  public var cells: [Cell]
  /// How much memory the program may use, in bytes.
  public var memoryLimit: Int
  /// The forms that figures are written in besides PNG.
  public var figureForms: [FigureForm]

  public init(
    places: Places, cells: [Cell], memoryLimit: Int, figureForms: [FigureForm] = []
  ) {
    self.places = places
    self.cells = cells
    self.memoryLimit = memoryLimit
    self.figureForms = figureForms
  }

  /// The file to which the program appends its events, one JSON object a line.
  public var eventFile: String { places.workFolder + "/events.jsonl" }

  /// The pipe at which the program rings after each event.
  public var doorbell: String { places.workFolder + "/doorbell" }

  /// The file that receives what the program prints.
  public var textFile: String { places.workFolder + "/text.txt" }

  /// The folder for the files of figures.
  public var figureFolder: String { places.workFolder + "/figures" }

  /// The file that receives the call stack of each thrown error.
  public var throwTraceFile: String { places.workFolder + "/throw-trace" }

  /// The file to which the Swift runtime writes its report when the program traps.
  public var backtraceFile: String { places.workFolder + "/backtrace.json" }

  /// The folder for what is left by copies of the program that may fail, see ``TrialFiles``.
  public var trialFolder: String { places.workFolder + "/trials" }

  /// The pipe in which the runner answers where a checkpoint is, with one line of JSON. The program
  /// makes it before it asks.
  public func answerPipe(for checkpoint: String) -> String {
    places.workFolder + "/answer-" + Self.fileName(checkpoint)
  }

  /// The file in which a cell keeps a checkpoint.
  public func checkpointFile(_ name: String, of cell: Int) -> String {
    places.checkpointFolder + "/" + cells[cell].key + "-" + Self.fileName(name)
  }

  /// A checkpoint's name as a file's name: all but letters and digits is written as its bytes, and of
  /// a long name there is only a sum.
  public static func fileName(_ name: String) -> String {
    let fileName = name.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber)
        ? String(character) : (byte < 16 ? "_0" : "_") + String(byte, radix: 16)
    }.joined()
    let longest = 128
    return fileName.count <= longest ? fileName : "sum_of_" + Digest.of(Data(name.utf8))
  }
}
