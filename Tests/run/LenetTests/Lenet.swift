import Foundation
import ProgramTesting

/// The tool `lenet` in a folder of its own; it sees neither the machine's MNIST nor its cache.
struct Lenet {
  private let place: ProgramFolder

  init() throws { place = try ProgramFolder() }

  var folder: URL { place.url }

  func file(_ name: String) -> URL { place.file(name) }

  /// Runs the tool to its end.
  func callAsFunction(_ arguments: String...) throws -> ProgramFolder.Result {
    try self(arguments)
  }

  /// As with separate arguments.
  func callAsFunction(_ arguments: [String]) throws -> ProgramFolder.Result {
    try start(arguments).end()
  }

  /// Runs a line of shell in which the tool is called `lenet`.
  func shell(_ line: String) throws -> ProgramFolder.Result {
    try place.start(shell: line, environment: place.bareEnvironment).end()
  }

  /// All files in the folder, without what was printed.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".output-") && !$0.hasPrefix(".errors-") }.sorted()
  }

  /// Starts the tool, and interrupts it once it has written a file.
  func interrupt(_ arguments: [String], onceThereIs name: String) throws {
    let process = try start(arguments).process
    while process.isRunning, !FileManager.default.fileExists(atPath: file(name).path) {
      Thread.sleep(forTimeInterval: 0.005)
    }
    process.interrupt()
    process.waitUntilExit()
  }

  private func start(_ arguments: [String]) throws -> RunningProgram {
    try place.start("lenet", arguments, environment: place.bareEnvironment)
  }
}
