import ArgumentParser
import CommandLineTools
import Foundation
import PreviewServer
import SiteRenderer

/// `book preview`: build, serve, and build again after each change of the chapters.
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Serves the site to this machine's browsers and follows changes of the chapters.",
    discussion: """
      A build that fails leaves the last good site in place and says what is wrong, here and on \
      the pages that are open. Ctrl-C ends the preview.
      """)

  @OptionGroup var location: BookLocation
  @OptionGroup var options: BuildOptions

  @Option(
    parsing: .unconditional,
    help: "The port to listen on, 0 for any. (default: the first free one from 8000 to 8009)",
    transform: wholeNumber(0...UInt16.max))
  var port: UInt16?

  func run() async throws {
    // A folder that is not ours is neither replaced nor shown.
    try location.site.check()
    let build = try options.build(location)
    let server = PreviewServer(
      folder: location.outputFolder, ports: port.map { $0...$0 } ?? 8000...8009)
    try await interruptible {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await server.run { address in
            build.console.say("The book is at \(address). Ctrl-C ends the preview.")
          }
        }
        group.addTask { try await follow(build, server) }
        defer { group.cancelAll() }
        try await group.next()
      }
      try Task.checkCancellation()
    }
  }
}

/// Builds at the start and after each change of what a build reads, without end.
private func follow(_ build: Build, _ server: PreviewServer) async throws {
  let chapters = build.location.bookFolder.appendingPathComponent("chapters").path
  // What a build writes starts no other, even if a cell reads it.
  var watcher = FileWatcher([.tree(chapters)], except: build.location.outputFolder.path)
  while true {
    let start = Date()
    do {
      let outcome = try await build.run()
      watcher.watch(outcome.inputs.union([.tree(chapters)]), since: start)
      if outcome.isPublished {
        server.reload(errors: outcome.errors)
      } else {
        server.show(errors: outcome.errors)
      }
    } catch {
      // What an interruption cut short has not failed.
      try Task.checkCancellation()
      let message = "error: \(readable(error))"
      build.console.complain(message)
      server.show(errors: [message])
    }
    _ = try await watcher.change()
  }
}
