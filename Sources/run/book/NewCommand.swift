import ArgumentParser
import CommandLineTools
import Errors
import Files
import Foundation

/// `book new`: a small book to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Makes a small book to start from, which builds.")

  @Argument(help: "The folder for the book; it is new or empty.")
  var folder: String

  func run() throws {
    let root = try OutputFolder(folder)
    try root.make()
    let chapters = root.url.appending(path: "chapters", directoryHint: .isDirectory)
    do {
      guard try FileManager.default.contentsOfDirectory(atPath: root.url.path).isEmpty else {
        throw ValidationError("\(folder) is not empty: a new book needs a folder of its own")
      }
      try FileManager.default.createDirectory(at: chapters, withIntermediateDirectories: true)
    } catch let error as CocoaError {
      throw InputError(error, place: folder, expected: "a folder for a new book")
    }
    for (name, text) in NewBook.chapters.sorted(by: { $0.key < $1.key }) {
      try OutputFile(chapters.appending(path: name)).write(Data(text.utf8))
    }
    try OutputFile(root.url.appending(path: ".gitignore")).write(Data(NewBook.ignoredByGit.utf8))
    let shown = root.path + "/chapters"
    Console(.normal).say("Made \(shown). Build it with: book build \(folder)")
  }
}
