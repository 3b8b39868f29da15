import ArgumentParser
import CommandLineTools
import Datasets
import Downloads
import Foundation

/// `lenet fetch`: MNIST from the network.
struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Downloads MNIST, about 11 MB.",
    discussion: """
      A download that was stopped goes on where it stopped. Contents are checked, and a file that is \
      not whole ends in .part. Without --to the files go to your cache folder, where all commands \
      of this package look for them.

      Examples:
        lenet fetch
        lenet fetch --to data/mnist
      """)

  @Option(
    help: ArgumentHelp(
      "The folder for the files. (default: your cache folder)", valueName: "folder"))
  var to: String?

  @Option(
    help: ArgumentHelp("An address to ask instead of the public mirrors.", valueName: "address"))
  var mirror: [String] = []

  @OptionGroup var messages: OutputOptions

  private func mirrors() throws -> [URL] {
    try mirror.map { text in
      guard let url = URL(string: text), let scheme = url.scheme,
        ["http", "https"].contains(scheme)
      else {
        throw ValidationError("--mirror: expected an http or https address, found '\(text)'")
      }
      return url
    }
  }

  func validate() throws {
    _ = try mirrors()
    // As a variable in a script leaves it that is not set.
    if to == "" { throw ValidationError("--to: expected a folder, found ''") }
  }

  func run() async throws {
    let console = messages.console
    let folder =
      to.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? DigitsSearch().cacheFolder
    let mirrors = try mirrors()
    let download = MNISTDownload(
      into: folder, from: mirrors.isEmpty ? MNISTDownload.publicMirrors : mirrors)
    try await download.run { event in
      switch event {
      case .alreadyThere(let file): console.say("\(file): already there")
      case .receiving(let file, let received, let expected):
        let megabytes = String(format: "%.1f MB", Double(received) / 1e6)
        let fraction = expected.map { Double(received) / Double(max($0, 1)) }
        console.show(file, fraction: fraction ?? 0, details: megabytes)
      case .failed(let error): console.mention("\(error)")
      case .finished(let file): console.say("\(file): fetched")
      }
    }
    console.print("MNIST is in \(folder.path)")
  }
}
