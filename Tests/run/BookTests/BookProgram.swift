import Foundation
import ProgramTesting

/// The tool `book` in a folder of its own, as an author runs it.
struct BookProgram {
  struct Result {
    var status: Int32
    var output: String
    /// What the tool said, without the times and without the folder's name.
    var messages: String
  }

  private let place: ProgramFolder

  init() throws { place = try ProgramFolder() }

  var folder: URL { place.url }

  func callAsFunction(_ arguments: String...) throws -> Result {
    try start(arguments).end()
  }

  /// Starts the tool and does not wait for its end.
  ///
  /// - Parameter programs: A folder with programs that stand in for those on the search path.
  func start(_ arguments: [String], programs: String? = nil) throws -> RunningBookProgram {
    var environment = ProcessInfo.processInfo.environment
    if let programs {
      environment["PATH"] = "\(folder.path)/\(programs):\(environment["PATH"] ?? "")"
    }
    return RunningBookProgram(
      program: try place.start("book", arguments, environment: environment), folder: folder)
  }

  /// Puts a program into the folder `programs`, from where ``start(_:programs:)`` takes it.
  func program(_ name: String, _ script: String) throws {
    try place.script("programs/\(name)", script)
  }

  /// Waits until a condition holds; ten minutes are far more than anything here takes.
  static func wait(until condition: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(600)
    while try !condition() {
      guard ContinuousClock.now < end else { throw Overdue() }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  struct Overdue: Error {}

  func text(_ path: String) throws -> String { try place.text(of: path) }

  func write(_ text: String, to path: String) throws { try place.write(text, to: path) }

  /// What is in the folder: the text of each file, and where each link leads.
  func snapshot() throws -> [String: String] {
    var snapshot: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where !path.hasPrefix(".output-") && !path.hasPrefix(".errors-") {
      let file = folder.appending(path: path).path
      var status = stat()
      lstat(file, &status)
      snapshot[path] =
        switch status.st_mode & S_IFMT {
        case S_IFDIR: "folder"
        case S_IFLNK: "link to \(try FileManager.default.destinationOfSymbolicLink(atPath: file))"
        default: String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        }
    }
    return snapshot
  }
}

/// The tool while it runs.
struct RunningBookProgram {
  private let program: RunningProgram
  private let folder: URL

  init(program: RunningProgram, folder: URL) {
    (self.program, self.folder) = (program, folder)
  }

  var process: Process { program.process }

  var messages: String {
    get throws { withoutChance(try program.errors) }
  }

  func end() throws -> BookProgram.Result {
    let result = try program.end()
    return BookProgram.Result(
      status: result.status, output: result.output, messages: withoutChance(result.errors))
  }

  /// A text without what differs from run to run: times and the folder's name.
  private func withoutChance(_ text: String) -> String {
    text.replacing(folder.resolvingSymlinksInPath().path + "/", with: "")
      .replacing(folder.path + "/", with: "").replacing(/\d+(\.\d)? s\b/, with: "T s")
  }
}
