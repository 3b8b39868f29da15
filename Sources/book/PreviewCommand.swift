import ArgumentParser
import CommandLineTools
import Foundation
import PreviewServer

/// `book preview`: build, serve, and build again after each change of the chapters.
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Serves the site to this machine's browsers and follows changes of the chapters.",
    discussion: """
      A build that fails leaves the last good site in place and prints what is wrong. Ctrl-C \
      ends the preview.
      """)

  @OptionGroup var location: BookLocation
  @OptionGroup var options: BuildOptions

  @Option(help: "The port to listen on.  (default: the first free one from 8000 to 8009)")
  var port: UInt16?

  func run() async throws {
    let build = try options.build(location)
    let server = PreviewServer(
      folder: location.outputFolder, ports: port.map { $0...$0 } ?? 8000...8009)
    try await interruptible {
      // The first build may fail: its error is the first thing to mend in the preview.
      try await attempt(build)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await server.run { address in
            build.console.say("The book is at \(address). Ctrl-C ends the preview.")
          }
        }
        group.addTask {
          let chapters = build.location.bookFolder.appendingPathComponent("chapters")
          for await _ in FolderWatcher([chapters]).changes() {
            if try await attempt(build) { await server.reload() }
          }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
      try Task.checkCancellation()
    }
  }
}

/// Builds and prints what stops the build, but lets the preview go on.
@discardableResult
private func attempt(_ build: Build) async throws -> Bool {
  do {
    return try await build.run()
  } catch let error as CancellationError {
    throw error
  } catch {
    build.console.complain("error: \(error)")
    return false
  }
}
