import ArgumentParser
import CommandLineTools
import Foundation

/// `book new`: a small book to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Makes a small book to start from, which builds.")

  @Argument(help: "The folder for the book; it is new or empty.")
  var folder: String

  func run() throws {
    let root = URL(fileURLWithPath: folder, isDirectory: true)
    let files = FileManager.default
    if let names = try? files.contentsOfDirectory(atPath: root.path), !names.isEmpty {
      throw ValidationError("\(folder) is not empty: a new book needs a folder of its own")
    }
    let chapters = root.appendingPathComponent("chapters", isDirectory: true)
    try files.createDirectory(at: chapters, withIntermediateDirectories: true)
    for (name, text) in NewBook.chapters {
      try Data(text.utf8).write(to: chapters.appendingPathComponent(name))
    }
    try Data(NewBook.ignoredByGit.utf8).write(to: root.appendingPathComponent(".gitignore"))
    Console(.normal).say("Made \(chapters.path). Build it with: book build \(folder)")
  }
}
