import ArgumentParser
import BookModel
import CellRunner
import CommandLineTools
import Foundation

/// `book check`: what is wrong with the chapters, without running them.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Looks for mistakes in chapters and cells without running them.",
    discussion: """
      Reads all chapters, follows their links and references, and type-checks their cells. What \
      only a run can show, such as a figure without alt text, is found by `book build`.
      """)

  @Argument(help: "The folder that holds chapters/.")
  var folder = "."

  @Flag(help: "Print problems only.")
  var quiet = false

  func run() async throws {
    let console = Console(quiet ? .quiet : .normal)
    let start = ContinuousClock.now
    let (book, diagnostics) = Book.load(folder: URL(fileURLWithPath: folder, isDirectory: true))
    let cells = try await interruptible {
      let scratch = try ScratchFolder.temporary()
      defer { scratch.remove() }
      let toolchain = try await Toolchain(
        library: try await .installed(scratch: scratch), scratch: scratch)
      let found = await BookCheck(
        book: book, problems: diagnostics, toolchain: toolchain, scratch: scratch
      ).run()
      try Task.checkCancellation()
      return found
    }
    let problems = diagnostics + cells
    for problem in problems { console.complain(problem.rendered) }
    let errors = problems.count { $0.severity == .error }
    let seconds = Console.text(seconds: (ContinuousClock.now - start) / .seconds(1))
    guard errors == 0 else {
      console.complain("\(errors) error\(errors == 1 ? "" : "s") in \(seconds).")
      throw ExitCode.failure
    }
    let count = book.chapters.count
    console.say("No errors in \(count) chapter\(count == 1 ? "" : "s"), in \(seconds).")
  }
}
