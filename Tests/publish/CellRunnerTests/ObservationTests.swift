import BookModel
import BookRecords
import CellRunner
import Foundation
import Testing

@Suite("What a result depends on besides code")
struct ObservationTests {
  private static let reading = """
    # Reading

    ```swift
    import Foundation
    let text = try String(contentsOfFile: "data.txt", encoding: .utf8)
    let count = try checkpoint("count") { print("counting"); return text.count }
    print(count, FileManager.default.contents(atPath: "absent.txt")?.count ?? 0)
    ```

    It says `{swift} text`.
    """
  private static let alone = "# Alone\n\n```swift\nprint(1)\n```\n"

  @Test("A file that a cell read runs its chapter again, and its checkpoint's body")
  func observedFile() async throws {
    let book = try TemporaryBook(["01-reading.md": Self.reading, "02-alone.md": Self.alone])
    let data = book.folder.appendingPathComponent("data.txt")
    try Data("abc".utf8).write(to: data)
    #expect(try await book.run().ranChapters.count == 2)
    #expect(try await book.run().ranChapters == [])

    try Data("abcd".utf8).write(to: data)
    let changed = try await book.run()
    #expect(changed.ranChapters == ["chapters/01-reading.md"])
    #expect(changed.run.outputs[0]?.result.cells == [[.text("counting\n4 0\n")]])

    try Data("new".utf8).write(to: book.folder.appendingPathComponent("absent.txt"))
    #expect(try await book.run().ranChapters == ["chapters/01-reading.md"])
  }

  @Test("Files that a cell made itself are no inputs")
  func ownFiles() async throws {
    let book = try TemporaryBook([
      "01-own.md": """
      # Own

      ```swift
      import Foundation
      let url = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
      try Data("x".utf8).write(to: url, options: .atomic)
      print(try String(contentsOf: url, encoding: .utf8))
      try FileManager.default.removeItem(at: url)
      ```
      """
    ])
    #expect(try await book.run().errors == [])
    #expect(try await book.run().ranChapters == [])
  }

  @Test("Chapters side by side give what they give one by one", arguments: [1, 3])
  func sideBySide(jobs: Int) async throws {
    let book = try TemporaryBook([
      "01-late.md": """
      # Late

      ```swift
      import Foundation
      let late = try checkpoint("late") { Thread.sleep(forTimeInterval: 0.5); return 7 }
      ```
      """,
      "02-asks.md": "# Asks\n\n```swift\nprint(try restore(\"late\", as: Int.self))\n```\n",
      "03-alone.md": Self.alone,
    ])
    let outcome = try await book.run(options: RunOptions(jobs: jobs))
    #expect(outcome.errors == [])
    #expect(
      outcome.run.outputs.map { $0?.result.cells } == [[[]], [[.text("7\n")]], [[.text("1\n")]]])
  }

  @Test("A damaged checkpoint is noticed and made again")
  func damagedCheckpoint() async throws {
    let book = try TemporaryBook([
      "01-first.md": "# First\n\n```swift\nprint(try checkpoint(\"n\") { 5 })\n```\n"
    ])
    _ = try await book.run()
    let folder = book.folder.appendingPathComponent(".build-book/checkpoints")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let file = folder.appendingPathComponent(name)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    let after = try await book.run()
    #expect(after.errors == [])
    #expect(after.run.outputs[0]?.result.cells == [[.text("5\n")]])
    #expect(
      after.run.diagnostics.map(\.message).contains(
        "the checkpoint “n” was damaged and is made again"))
  }

  @Test("What was not used for the longest time is removed")
  func pruning() async throws {
    let book = try TemporaryBook(["01-alone.md": Self.alone])
    _ = try await book.run()
    try book.write("# Alone\n\n```swift\nprint(2)\n```\n", to: "01-alone.md")
    _ = try await book.run(options: RunOptions(cacheLimit: 0))
    let results = book.folder.appendingPathComponent(".build-book/results").path
    let entries = try FileManager.default.contentsOfDirectory(atPath: results)
    #expect(entries.filter { !$0.hasPrefix(".") }.count == 1)
    #expect(try await book.run().ranChapters == [])
  }
}
