import ArgumentParser
import Errors
import Files
import Foundation
import SiteRenderer

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

  /// Whether the folder holds chapters, or was meant to.
  var isBook: Bool {
    FileManager.default.fileExists(atPath: bookFolder.appending(path: "chapters").path)
  }

  /// Where results are kept from build to build.
  var cache: CacheFolder {
    get throws(InputError) { try CacheFolder(of: bookFolder) }
  }

  /// The site, which must not take the place of anything else.
  var site: PublishedSite {
    get throws(InputError) {
      let folder = try OutputFolder(output ?? bookFolder.path + "/output")
      let chapters = bookFolder.appending(path: "chapters", directoryHint: .isDirectory)
      let cache = try cache.url
      for other in [chapters, cache] where try OutputFolder(other.path).contains(folder.url) {
        throw InputError(
          place: folder.path, expected: "a folder for the site alone",
          found: "one that lies in \(other.path)", advice: "name another folder with --output")
      }
      let files = FileManager.default
      let here = URL(filePath: files.currentDirectoryPath, directoryHint: .isDirectory)
      return PublishedSite(
        folder,
        sparing: [bookFolder, chapters, cache, here, files.homeDirectoryForCurrentUser])
    }
  }
}
