import ArgumentParser
import Foundation
import SiteRenderer

/// `book clean`: forget what builds left behind.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Removes kept results and the built site.")

  @OptionGroup var location: BookLocation

  func run() throws {
    if FileManager.default.fileExists(atPath: location.cacheFolder.path) {
      try FileManager.default.removeItem(at: location.cacheFolder)
    }
    try PublishedSite(location.outputFolder).empty()
  }
}
