import Foundation
import ProgramTesting
import Testing

/// `scripts/kill-test` kills real builds; here is what they leave at each step.
@Suite("What a killed build leaves", .onOwnThreads)
struct UnfinishedSiteTests {
  private func built() throws -> BookProgram {
    let book = try BookProgram()
    try book.write("# A\n", to: "chapters/a.md")
    #expect(try book("build", "--quiet").messages == "")
    return book
  }

  /// What is in the folder, but for the kept results, whose lock holds the number of a process.
  private func files(of book: BookProgram) throws -> [String: String] {
    try book.snapshot().filter { !$0.key.hasPrefix(".build-book") }
  }

  private static let unfinished = "# A site that `book` is making.\n"

  @Test(
    "A site that was being made is cleared away",
    arguments: ["", unfinished], [".build-site-output", "output/.build-site"])
  func unfinishedSite(mark: String, folder: String) throws {
    let book = try built()
    let before = try files(of: book)
    if mark.isEmpty {
      try FileManager.default.createDirectory(
        at: book.folder.appending(path: folder), withIntermediateDirectories: true)
    } else {
      try book.write(mark, to: "\(folder)/.book-site")
      try book.write("half a pa", to: "\(folder)/a.html")
      try book.write("x", to: "\(folder)/files/.x/y")
    }
    #expect(try book("build", "--quiet").messages == "")
    #expect(try files(of: book) == before)
  }

  @Test("After an exchange, hidden files return from the old site, and the rest of it goes")
  func exchanged() throws {
    let book = try built()
    let before = try files(of: book)
    let old = book.folder.appending(path: ".build-site-output")
    try FileManager.default.copyItem(at: book.folder.appending(path: "output"), to: old)
    try FileManager.default.removeItem(at: old.appending(path: "a.html"))
    try book.write("mine", to: ".build-site-output/.git/HEAD")
    #expect(try book("build", "--quiet").messages == "")
    #expect(
      try files(of: book)
        == before.merging(
          ["output/.git": "folder", "output/.git/HEAD": "mine"]) { $1 })
  }

  @Test("A site that was replaced file by file goes on from where it was")
  func replaced() throws {
    let book = try built()
    let (list, page) = (try book.text("output/.book-site"), try book.text("output/a.html"))
    try book.write("# Another\n", to: "chapters/a.md")
    #expect(try book("build", "--quiet").messages == "")
    let new = try book.text("output/.book-site")
    // The list allows for both sites, and one page of two is the old one.
    let both = new + list.split(separator: "\n").dropFirst().map { "\($0)\n" }.joined()
    try book.write(both, to: "output/.book-site")
    try book.write(page, to: "output/a.html")
    #expect(try book("build", "--quiet").messages == "")
    #expect(try book.text("output/.book-site") == new)
    #expect(try book.text("output/a.html").contains("Another"))
  }
}
