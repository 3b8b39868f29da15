import ArgumentParser
import Foundation

/// Which book, and where its site goes.
struct BookLocation: ParsableArguments {
  @Argument(help: "The folder that holds chapters/.")
  var folder = "."

  @Option(help: "The folder for the site.  (default: output/ in the book's folder)")
  var output: String?

  var bookFolder: URL {
    URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
  }

  var outputFolder: URL {
    output.map { URL(fileURLWithPath: $0, isDirectory: true).standardizedFileURL }
      ?? bookFolder.appendingPathComponent("output", isDirectory: true)
  }

  /// Where results are kept from build to build.
  var cacheFolder: URL {
    bookFolder.appendingPathComponent(".build-book", isDirectory: true)
  }
}
