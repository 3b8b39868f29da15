import Foundation
import Testing

/// A Python with the packages that our files are checked with, in `.build/python`.
///
/// It is made once, by `venv` and `pip`, which takes about fifteen seconds and the network. Where
/// that cannot be done the tests that need it are skipped and say why; in continuous integration,
/// with `CI` set, they fail.
struct PythonPackages {
  let interpreter: URL

  /// Why there is none.
  struct Unavailable: Error, CustomStringConvertible {
    let description: String
  }

  static let installed = Result { () throws(Unavailable) in try PythonPackages() }

  /// Whether tests that need it run: if it is there, and in continuous integration anyhow.
  static var areExpected: Bool {
    if case .success = installed { return true }
    return ProcessInfo.processInfo.environment["CI"] != nil
  }

  static var reason: Comment {
    guard case .failure(let reason) = installed else { return "the Python packages are there" }
    return "the Python packages could not be installed: \(reason)"
  }

  private init() throws(Unavailable) {
    guard let scripts = Self.scripts else {
      throw Unavailable(description: "the tests' folder Python is missing")
    }
    let requirements = scripts.appending(path: "requirements.txt")
    let folder = Self.package.appending(path: ".build/python")
    let python = folder.appending(path: "bin/python3")
    interpreter = python
    let receipt = folder.appending(path: "installed.txt")
    if FileManager.default.contentsEqual(atPath: requirements.path, andPath: receipt.path) {
      return
    }
    // A folder that was begun and left has no receipt.
    let environment = URL(filePath: "/usr/bin/env")
    try Self.run(environment, ["python3", "-m", "venv", "--clear", folder.path])
    try Self.run(
      python,
      [
        "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
        "--only-binary", ":all:", "--requirement", requirements.path,
      ])
    do {
      try FileManager.default.copyItem(at: requirements, to: receipt)
    } catch {
      throw Unavailable(description: error.localizedDescription)
    }
  }

  private static let package = URL(filePath: #filePath).appending(path: "../../../..").standardized

  private static var scripts: URL? { Bundle.module.resourceURL?.appending(path: "Python") }

  /// Runs one of the tests' scripts and returns what it prints.
  func run(_ script: String, _ arguments: [URL]) throws(Unavailable) -> String {
    guard let scripts = Self.scripts else {
      throw Unavailable(description: "the tests' folder Python is missing")
    }
    return try Self.run(
      interpreter, [scripts.appending(path: script).path] + arguments.map(\.path))
  }

  /// - Throws: what the program printed if it failed.
  @discardableResult
  private static func run(_ program: URL, _ arguments: [String]) throws(Unavailable) -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    let output: String
    do {
      try process.run()
      output = String(
        decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    } catch {
      throw Unavailable(description: "\(program.lastPathComponent): \(error.localizedDescription)")
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Unavailable(
        description: "\(program.lastPathComponent) \(arguments.prefix(3).joined(separator: " "))"
          + " failed:\n\(output)")
    }
    return output
  }
}
