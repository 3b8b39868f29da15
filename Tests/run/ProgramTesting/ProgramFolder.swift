public import Foundation

/// A folder of its own in which a test runs one of the package's programs, as a reader does.
public final class ProgramFolder: Sendable {
  /// A program that was run to its end.
  public struct Result: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String
  }

  public let url: URL

  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "program-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Variables with which a program sees neither the machine's data nor its caches.
  public var bareEnvironment: [String: String] {
    ["HOME": url.path, "XDG_CACHE_HOME": url.path]
  }

  public func file(_ name: String) -> URL { url.appending(path: name) }

  public func text(of name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }

  /// Writes a file, and makes the folders that it lies in.
  public func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(
      at: file(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file(name))
  }

  /// Writes a shell script that stands in for a program.
  public func script(_ name: String, _ text: String) throws {
    try write(text, to: name)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: file(name).path)
  }

  /// Starts a program in this folder, without input.
  ///
  /// - Parameters:
  ///   - name: The program's name; programs lie beside the tests.
  ///   - environment: All variables that it sees; those of the tests if there are none.
  public func start(
    _ name: String, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> RunningProgram {
    try start(
      Bundle.main.bundleURL.appending(path: name), arguments, environment: environment)
  }

  /// Starts a line of shell in this folder, in which programs that lie beside the tests are known
  /// by their names.
  public func start(
    shell line: String, environment: [String: String] = [:]
  ) throws -> RunningProgram {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try start(
      URL(filePath: "/bin/bash"), ["-c", line],
      environment: environment.merging(["PATH": "\(Bundle.main.bundleURL.path):\(path)"]) { $1 })
  }

  private func start(
    _ program: URL, _ arguments: [String], environment: [String: String]?
  ) throws -> RunningProgram {
    let run = UUID().uuidString
    let (output, errors) = (file(".output-\(run)"), file(".errors-\(run)"))
    for url in [output, errors] { try Data().write(to: url) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let environment { process.environment = environment }
    process.currentDirectoryURL = url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return RunningProgram(process: process, folder: self, outputFile: output, errorFile: errors)
  }
}

/// A program while it runs.
public struct RunningProgram {
  public let process: Process
  // What it writes into is there as long as it is.
  private let folder: ProgramFolder
  private let outputFile: URL
  private let errorFile: URL

  fileprivate init(process: Process, folder: ProgramFolder, outputFile: URL, errorFile: URL) {
    (self.process, self.folder) = (process, folder)
    (self.outputFile, self.errorFile) = (outputFile, errorFile)
  }

  /// What it has said so far.
  public var errors: String {
    get throws { try String(contentsOf: errorFile, encoding: .utf8) }
  }

  /// Waits for its end.
  public func end() throws -> ProgramFolder.Result {
    process.waitUntilExit()
    return ProgramFolder.Result(
      status: process.terminationStatus,
      output: try String(contentsOf: outputFile, encoding: .utf8), errors: try errors)
  }
}
