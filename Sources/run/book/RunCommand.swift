import ArgumentParser
import CellRunner
import CommandLineTools
import Foundation

/// `book run`: a downloaded chapter as a program.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Compiles and runs a chapter that was downloaded as Swift.",
    discussion: """
      The program runs in the present folder and sees this terminal. What it keeps by \
      checkpoint("name") goes to checkpoints/ there, where later chapters restore it from: run \
      the chapters in their order.
      """)

  @Argument(help: "The Swift file.", completion: .file(extensions: ["swift"]))
  var file: String

  func run() async throws {
    guard FileManager.default.fileExists(atPath: file) else {
      throw ValidationError("no file is at \(file)")
    }
    let scratch = try ScratchFolder.temporary()
    defer { scratch.remove() }
    let program = scratch.appending(path: "chapter")
    let toolchain = try await Toolchain(
      library: try await .installed(scratch: scratch), scratch: scratch)
    try await interruptible {
      try await toolchain.build(URL(fileURLWithPath: file), to: program)
      try Task.checkCancellation()
    }

    let process = Process()
    process.executableURL = program
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["BOOK_CHECKPOINTS": "checkpoints"], uniquingKeysWith: { $1 })
    // Ctrl-C reaches the program too; this tool waits for it and then tidies up.
    signal(SIGINT) { _ in }
    try process.run()
    process.waitUntilExit()
    guard process.terminationReason == .exit else {
      throw ExitCode(128 + process.terminationStatus)
    }
    guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
  }
}
