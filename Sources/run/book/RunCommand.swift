import ArgumentParser
import CellRunner
import CommandLineTools
import Errors
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
    try checkFile()
    let scratch = try ScratchFolder.temporary()
    defer { scratch.remove() }
    let program = scratch.appending(path: "chapter")
    let toolchain = try await Toolchain(
      library: try await .installed(scratch: scratch), scratch: scratch)
    try await interruptible {
      try await toolchain.build(URL(fileURLWithPath: file), to: program)
      try Task.checkCancellation()
    }

    let status = try TerminalProgram(
      executable: program.path,
      environment: ProcessInfo.processInfo.environment.merging(
        [
          "BOOK_CHECKPOINTS": "checkpoints",
          // Where a program stopped is told by lines of the file, without the processor's registers.
          "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,threads=crashed,images=none,"
            + "registers=none",
        ], uniquingKeysWith: { $1 })
    ).run()
    guard status == 0 else { throw ExitCode(status) }
  }

  /// Makes sure that the compiler gets something that it can read to an end.
  private func checkFile() throws {
    var status = stat()
    guard stat(file, &status) == 0 else { throw ValidationError("no file is at \(file)") }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      throw InputError(
        place: file, expected: "a Swift file",
        found: kind == S_IFDIR ? "a folder" : "a pipe or a device")
    }
  }
}
