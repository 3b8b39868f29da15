import Foundation

/// The tool run to its end in a folder of its own, as a reader runs it.
final class Lenet: Sendable {
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "lenet-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> URL { folder.appending(path: name) }

  /// Runs the tool to its end.
  func callAsFunction(_ arguments: String...) throws -> Result { try self(arguments) }

  /// As with separate arguments.
  func callAsFunction(_ arguments: [String]) throws -> Result {
    let (output, errors) = (file("output.txt"), file("errors.txt"))
    let process = try start(arguments, output, errors)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Starts the tool, and interrupts it once it has written a file.
  func interrupt(_ arguments: [String], onceThereIs name: String) throws {
    let process = try start(arguments, file("output.txt"), file("errors.txt"))
    while process.isRunning, !FileManager.default.fileExists(atPath: file(name).path) {
      Thread.sleep(forTimeInterval: 0.005)
    }
    process.interrupt()
    process.waitUntilExit()
  }

  /// The tool sees neither the machine's MNIST nor its cache.
  private func start(_ arguments: [String], _ output: URL, _ errors: URL) throws -> Process {
    let process = Process()
    // Programs lie beside the tests.
    process.executableURL = Bundle.main.bundleURL.appending(path: "lenet")
    process.arguments = arguments
    process.environment = ["HOME": folder.path, "XDG_CACHE_HOME": folder.path]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    for url in [output, errors] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return process
  }
}
