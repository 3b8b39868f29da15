public import ArgumentParser
public import BookModel
import CommandLineTools
import Foundation

/// `book build`: from chapters to a site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Runs the cells that changed and writes the site.",
    discussion: """
      If anything fails, every problem is printed with its place, the exit status is 1, and the \
      site stays as it was.
      """)

  @OptionGroup var location: BookLocation
  @OptionGroup var options: BuildOptions

  func run() async throws {
    let build = try options.build(location)
    let isPublished = try await interruptible { try await build.run() }
    if !isPublished { throw ExitCode.failure }
  }
}

/// The options of every command that builds.
struct BuildOptions: ParsableArguments {
  @Option(help: "The folder with MNIST's four files; sets MNIST_DIR for the cells.")
  var mnist: String?

  @Option(help: "For whom: students get no solutions of exercises, though these are run.")
  var edition = Edition.instructor

  @Flag(help: "Print problems only.")
  var quiet = false

  func build(_ location: BookLocation) throws -> Build {
    var environment = ProcessInfo.processInfo.environment
    if let mnist {
      environment["MNIST_DIR"] =
        URL(fileURLWithPath: mnist, isDirectory: true).standardizedFileURL.path
    }
    return Build(
      location: location, edition: edition, environment: environment,
      console: Console(quiet ? .quiet : .normal))
  }
}

extension Edition: ExpressibleByArgument {}
