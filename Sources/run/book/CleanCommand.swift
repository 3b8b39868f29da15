import ArgumentParser
import CommandLineTools
import Foundation
import SiteRenderer

/// `book clean`: forget what builds left behind.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Removes kept results and the built site.",
    discussion: """
      Only what `book` made is removed: hidden files in the site's folder stay, and a folder with \
      anything else of yours in it is left as it is, with a message that names it.
      """)

  @OptionGroup var location: BookLocation

  func run() async throws {
    let cache = try location.cache
    var site = try location.site
    try site.check()
    if FileManager.default.fileExists(atPath: cache.url.path) {
      let lock = try await BuildLock(cache, console: Console(.normal))
      defer { lock.release() }
      try cache.remove()
    }
    try site.empty()
  }
}
