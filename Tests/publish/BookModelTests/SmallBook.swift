import BookModel
import Foundation

/// A book in a temporary folder, removed with the value.
final class SmallBook {
  let folder: URL

  /// Writes files by their paths from the book's folder.
  init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID().uuidString)")
    for (path, text) in files { try write(Data(text.utf8), to: path) }
  }

  /// A book of one chapter, `chapters/a.md`.
  convenience init(chapter: String) throws {
    try self.init(["chapters/a.md": chapter])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ data: Data, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func load() -> (book: Book, diagnostics: [Diagnostic]) { Book.load(folder: folder) }

  /// All problems as an author sees them, with the temporary folder's name left out.
  func problems() -> String {
    load().diagnostics.map(\.rendered).joined(separator: "\n")
      .replacing(folder.path, with: "BOOK")
  }
}
