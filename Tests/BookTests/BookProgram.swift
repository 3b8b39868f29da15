import Foundation

/// The tool run to its end in a folder of its own, as an author runs it.
final class BookProgram: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "book-program-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Result: Sendable {
    var status: Int32
    var output: String
    /// What the tool said, without the times and without the folder's name.
    var messages: String
  }

  func callAsFunction(_ arguments: String...) throws -> Result {
    try start(arguments).end()
  }

  /// Starts the tool and does not wait for its end.
  ///
  /// - Parameter programs: A folder with programs that stand in for those on the search path.
  func start(_ arguments: [String], programs: String? = nil) throws -> RunningBookProgram {
    let process = Process()
    // Programs lie beside the tests.
    process.executableURL = Bundle.main.bundleURL.appending(path: "book")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    if let programs {
      var environment = ProcessInfo.processInfo.environment
      environment["PATH"] = "\(folder.path)/\(programs):\(environment["PATH"] ?? "")"
      process.environment = environment
    }
    let name = UUID().uuidString
    let files = ["output", "messages"].map { folder.appending(path: ".\($0)-\(name)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    return RunningBookProgram(
      process: process, folder: folder, outputFile: files[0], messageFile: files[1])
  }

  /// Puts a program into the folder `programs`, from where ``start(_:programs:)`` takes it.
  func program(_ name: String, _ script: String) throws {
    try write(script, to: "programs/\(name)")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: folder.appending(path: "programs/\(name)").path)
  }

  /// Waits until a condition holds; 30 s are far more than anything here takes.
  static func wait(until condition: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while try !condition() {
      guard ContinuousClock.now < end else { throw Overdue() }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  struct Overdue: Error {}

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// The tool while it runs.
struct RunningBookProgram {
  let process: Process
  let folder: URL
  let outputFile: URL
  let messageFile: URL

  var messages: String {
    get throws {
      try String(contentsOf: messageFile, encoding: .utf8)
        .replacing(folder.resolvingSymlinksInPath().path + "/", with: "")
        .replacing(folder.path + "/", with: "").replacing(/\d+(\.\d)? s\b/, with: "T s")
    }
  }

  func end() throws -> BookProgram.Result {
    process.waitUntilExit()
    return BookProgram.Result(
      status: process.terminationStatus,
      output: try String(contentsOf: outputFile, encoding: .utf8), messages: try messages)
  }
}
