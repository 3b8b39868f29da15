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

  /// Runs the tool; it sees neither the machine's MNIST nor its cache.
  func callAsFunction(_ arguments: String...) throws -> Result { try self(arguments) }

  /// As with separate arguments.
  func callAsFunction(_ arguments: [String]) throws -> Result {
    let process = Process()
    // Programs lie beside the tests.
    process.executableURL = Bundle.main.bundleURL.appending(path: "lenet")
    process.arguments = arguments
    process.environment = ["HOME": folder.path, "XDG_CACHE_HOME": folder.path]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (file("output.txt"), file("errors.txt"))
    for url in [output, errors] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
