import BookModel
import BookRecords
import Errors
import Files
import Foundation

/// A book to take along and change: its chapters, its settings, and every file of it that its cells
/// read or its pages show.
struct BookKit {
  /// The archive's place in the site.
  static let path = "downloads/book.zip"

  /// The files by their paths in the archive, all in one folder.
  private(set) var files: [String: Data] = [:]

  /// - Parameters:
  ///   - chapters: What running each of the book's chapters left, in order.
  ///   - assets: The files of the book that its pages show.
  init(
    of book: Book, edition: Edition, chapters: [RunChapter], assets: [SiteAsset]
  ) throws(InputError) {
    for path in Set(chapters.flatMap(\.filesRead)) { try add(path, of: book) }
    for path in assets.compactMap({ Self.path(of: $0, in: book) }) { try add(path, of: book) }
    for chapter in book.chapters {
      files["book/" + chapter.file] = Data(chapter.source(for: edition).utf8)
    }
    try addSettings(of: book, edition: edition)
    let words = """
      \(book.settings.title)

      `book build` in this folder runs the cells of the chapters and writes output/index.html;
      `book preview` shows it and follows your edits.

      """
    files["book/README.txt"] = Data(words.utf8)
  }

  private static func path(of asset: SiteAsset, in book: Book) -> String? {
    let folder = book.folder.path + "/"
    guard asset.source.path.hasPrefix(folder) else { return nil }
    let path = asset.source.path.dropFirst(folder.count)
    // Pictures that cells made are in a hidden folder, and are made again.
    return path.hasPrefix(".") ? nil : String(path)
  }

  /// Adds a file of the book. What is a folder, or left the book through a link, stays out.
  private mutating func add(_ path: String, of book: Book) throws(InputError) {
    let file = book.folder.appending(path: path)
    let home = book.folder.resolvingSymlinksInPath().path + "/"
    guard (try? FileKind(file.resolvingSymlinksInPath())) == .file,
      file.resolvingSymlinksInPath().path.hasPrefix(home)
    else { return }
    files["book/" + path] = try InputFile(file).contents()
  }

  private mutating func addSettings(of book: Book, edition: Edition) throws(InputError) {
    let path = "chapters/book.yml"
    try add(path, of: book)
    guard edition != book.settings.edition else { return }
    let settings = files["book/" + path].map { String(decoding: $0, as: UTF8.self) } ?? ""
    let others = settings.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("edition:") }.joined(separator: "\n")
    let end = others.isEmpty || others.hasSuffix("\n") ? "" : "\n"
    files["book/" + path] = Data((others + end + "edition: \(edition.rawValue)\n").utf8)
  }
}
