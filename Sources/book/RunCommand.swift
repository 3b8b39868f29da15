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

  @Option(help: "The folder with MNIST's four files; sets MNIST_DIR for the program.")
  var mnist: String?

  func run() async throws {
    guard FileManager.default.fileExists(atPath: file) else {
      throw ValidationError("no file is at \(file)")
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("book-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appendingPathComponent("chapter")
    let toolchain = try await Toolchain(library: try await .installed())
    try await interruptible {
      try await toolchain.build(URL(fileURLWithPath: file), to: program)
      try Task.checkCancellation()
    }

    let process = Process()
    process.executableURL = program
    process.environment = ProcessInfo.processInfo.environment.merging(
      [
        "BOOK_CHECKPOINTS": "checkpoints",
        "MNIST_DIR": mnist.map { URL(fileURLWithPath: $0, isDirectory: true).path } ?? "",
      ].filter { !$0.value.isEmpty }, uniquingKeysWith: { $1 })
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
