import Foundation

/// A program that was run to its end.
struct Command {
  let status: Int32
  let output: String
  let errors: String

  /// The package's folder, with its Makefile and scripts.
  static let package = URL(filePath: #filePath).appending(path: "../../../..").standardized

  /// Runs a program in the package's folder, with this environment and no input.
  init(_ program: URL, _ arguments: [String] = [], environment: [String: String]) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = Self.package
    process.standardInput = FileHandle.nullDevice
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    try process.run()
    // What these programs say on either side is far less than a pipe holds.
    let outputData = try outputPipe.fileHandleForReading.readToEnd() ?? Data()
    let errorData = try errorPipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: outputData, as: UTF8.self)
    errors = String(decoding: errorData, as: UTF8.self)
  }
}
