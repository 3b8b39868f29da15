import BookRecords
import CellRunner
import Foundation
import Testing

@Suite("Kept results")
struct CacheTests {
  private static let first = """
    ---
    title: First
    ---
    Prose.

    ```swift
    //| export: true
    func double(_ x: Int) -> Int { 2 * x }
    ```

    ```swift
    //| label: counting
    let count = try checkpoint("count") { print("counting"); return double(3) }
    print(count)
    ```
    """
  private static let second = """
    # Second

    ```swift
    print(try restore("count", as: Int.self))
    ```
    """

  private func book() throws -> TemporaryBook {
    try TemporaryBook([
      "book.yml": "title: T\nenvironment: [SEED]\ninputs: [data]\n", "01-first.md": Self.first,
      "02-second.md": Self.second,
    ])
  }

  @Test("A second run runs nothing and gives the same")
  func nothingChanged() async throws {
    let book = try book()
    let before = try await book.run()
    let after = try await book.run()
    #expect(before.ranChapters == ["chapters/01-first.md", "chapters/02-second.md"])
    #expect(after.ranChapters == [])
    #expect(after.run.outputs.map { $0?.result } == before.run.outputs.map { $0?.result })
  }

  @Test(
    "An edit runs what depends on it",
    arguments: [
      ("Prose.", "Other prose.", [] as [String]),
      ("//| label: counting\n", "//| label: counting\n//| hide: input\n", []),
      ("print(count)", "print(count + 1)", ["chapters/01-first.md"]),
      ("double(3)", "double(4)", ["chapters/01-first.md", "chapters/02-second.md"]),
      ("{ 2 * x }", "{ x + x }", ["chapters/01-first.md", "chapters/02-second.md"]),
    ])
  func edit(old: String, new: String, ran: [String]) async throws {
    let book = try book()
    _ = try await book.run()
    try book.write(Self.first.replacingOccurrences(of: old, with: new), to: "01-first.md")
    let after = try await book.run()
    #expect(after.errors == [])
    #expect(after.ranChapters == ran)
  }

  @Test("A checkpoint keeps its value while only later code changes")
  func checkpointHolds() async throws {
    let book = try book()
    let before = try await book.run()
    #expect(before.run.outputs[0]?.result.cells[1] == [.text("counting\n6\n")])
    try book.write(Self.first + "\n\n```swift\nprint(\"later\")\n```\n", to: "01-first.md")
    let after = try await book.run()
    // The body did not run, but what it printed stands there as before.
    #expect(after.run.outputs[0]?.result.cells[1] == [.text("counting\n6\n")])
    #expect(after.run.outputs[0]?.result.cells[2] == [.text("later\n")])
    #expect(after.ranChapters == ["chapters/01-first.md"])
  }

  @Test("Inputs and named variables run everything")
  func inputs() async throws {
    let book = try book()
    let all = ["chapters/01-first.md", "chapters/02-second.md"]
    let path = ["PATH": "/usr/bin:/bin"]
    _ = try await book.run(environment: path)
    #expect(try await book.run(environment: path.merging(["OTHER": "1"]) { $1 }).ranChapters == [])
    #expect(try await book.run(environment: path.merging(["SEED": "1"]) { $1 }).ranChapters == all)
    let data = book.folder.appendingPathComponent("data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    try Data("1".utf8).write(to: data.appendingPathComponent("digits"))
    #expect(try await book.run(environment: path).ranChapters == all)
    #expect(try await book.run(environment: path).ranChapters == [])
  }

  @Test("A damaged entry is dropped and made again")
  func damagedEntry() async throws {
    let book = try book()
    let before = try await book.run()
    let folder = try #require(before.run.outputs[0]?.figureFolder)
    try Data("{".utf8).write(to: folder.appendingPathComponent("result.json"))
    let after = try await book.run()
    #expect(after.ranChapters == ["chapters/01-first.md"])
    #expect(after.run.outputs.map { $0?.result.dataSources } == [[], []])
  }

  @Test("Another library runs everything, even what a checkpoint keeps")
  func changedLibrary() async throws {
    let book = try TemporaryBook(["01-first.md": Self.first])
    let products = Bundle.main.bundleURL
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: products.path)
        .first { $0.hasPrefix("libCellLibrary.") && !$0.hasSuffix(".dSYM") })
    let library = book.folder.appendingPathComponent(name)
    try FileManager.default.copyItem(at: products.appendingPathComponent(name), to: library)
    try FileManager.default.createSymbolicLink(
      at: book.folder.appendingPathComponent("Modules"),
      withDestinationURL: products.appendingPathComponent("Modules"))
    let all = ["chapters/01-first.md"]
    #expect(try await book.run(libraryFolder: book.folder).ranChapters == all)
    #expect(try await book.run(libraryFolder: book.folder).ranChapters == [])

    // What stands behind the end of a library does not keep it from being loaded.
    let file = try FileHandle(forWritingTo: library)
    try file.seekToEnd()
    try file.write(contentsOf: Data([0]))
    try file.close()
    let after = try await book.run(libraryFolder: book.folder)
    #expect(after.errors == [])
    #expect(after.ranChapters == all)
    let checkpoints = book.folder.appendingPathComponent(".build-book/checkpoints").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: checkpoints).count == 2)
  }

  @Test("The name of a checkpoint cannot be used twice")
  func repeatedName() async throws {
    func chapter(_ code: String) -> String { "# A\n\n```swift\n\(code)\n```\n" }
    let book = try TemporaryBook([
      "01-a.md": chapter("let n = try checkpoint(\"n\") { 1 }"),
      "02-b.md": chapter("let n = try checkpoint(\"n\") { 2 }"),
      "03-c.md": chapter("for k in 1...2 { _ = try checkpoint(\"m\") { k } }"),
    ])
    #expect(
      try await book.run().errors == [
        """
        chapters/03-c.md:4:26: error: cell 1 threw an error: cannot keep “m”: this chapter has one \
        of that name already
        for k in 1...2 { _ = try checkpoint("m") { k } }
                                 ^
        """,
        """
        chapters/02-b.md:4:1: error: chapters/01-a.md keeps a checkpoint “n” too
        let n = try checkpoint("n") { 2 }
        ^
        hint: the names of checkpoints are unique in the book
        """,
      ])
  }
}
