import Foundation

/// The program run to its end with a folder of its own, as a reader runs it.
final class Program: Sendable {
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "benchmarks-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> URL { folder.appending(path: name) }

  func text(of name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }

  /// Runs the program, which sees neither the machine's MNIST nor its Python.
  ///
  /// - Parameter python: an interpreter for the peers.
  func callAsFunction(_ arguments: String..., python: URL? = nil) throws -> Result {
    let process = Process()
    // Programs lie beside the tests.
    process.executableURL = Bundle.main.bundleURL.appending(path: "Benchmarks")
    process.arguments = arguments
    process.environment = ["HOME": folder.path, "XDG_CACHE_HOME": folder.path]
    process.environment?["TORCH_PYTHON"] = python?.path
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    for name in ["output.txt", "errors.txt"] { try Data().write(to: file(name)) }
    process.standardOutput = try FileHandle(forWritingTo: file("output.txt"))
    process.standardError = try FileHandle(forWritingTo: file("errors.txt"))
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try text(of: "output.txt"),
      errors: try text(of: "errors.txt"))
  }

  /// An interpreter of our own making.
  ///
  /// - Parameter body: a shell script; its first argument is `-c` when it is asked for a package.
  func interpreter(_ body: String) throws -> URL {
    let url = file("interpreter")
    try "#!/bin/sh\n\(body)\n".write(to: url, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    return url
  }
}
