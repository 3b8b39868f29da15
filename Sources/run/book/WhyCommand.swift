import ArgumentParser
import BookModel
import CellRunner
import CommandLineTools
import Foundation

/// `book why`: what changed since results were made.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says what differs from the run that made a cell's kept results.",
    discussion: "One line for each part of what the results depend on. Nothing is run.")

  @Argument(help: "A cell's label, or a chapter's file such as 08-training.md.")
  var name: String

  @Option(name: .customLong("book"), help: "The folder that holds chapters/.")
  var folder = "."

  func run() async throws {
    var location = BookLocation()
    location.folder = folder
    location.output = nil
    let console = Console(.normal)
    let (book, diagnostics) = Book.load(folder: location.bookFolder)
    let errors = diagnostics.filter { $0.severity == .error }
    for error in errors { console.complain(error.rendered) }
    guard errors.isEmpty else { throw ExitCode.failure }
    let cache = try location.cache
    try cache.open()
    let scratch = try ScratchFolder.temporary()
    defer { scratch.remove() }
    let runner = try BookRunner(
      book: book,
      toolchain: try await Toolchain(
        library: try await .installed(scratch: scratch), scratch: scratch),
      cacheFolder: cache.url)
    guard let differences = runner.differences(for: name) else {
      console.complain("error: no cell has the label “\(name)”, and no chapter's file this name")
      throw ExitCode.failure
    }
    for line in differences.isEmpty ? ["nothing differs: kept results are used"] : differences {
      console.print("\(name): \(line)")
    }
  }
}
