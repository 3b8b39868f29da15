import Foundation
import Testing

@Suite("Chapters with unusual names")
struct ChapterNameTests {
  /// Names with what separates the parts of a message, with quotes, and with other scripts.
  static let names = [
    "01: x.md", "02, y's.md", "03#%20?.md", "-04 [a] {b}.md", "05-введение.md", "第六章.md",
    "07-gro\u{308}ße.md",
  ]

  private static func book(_ code: String, in folder: String = "") throws -> TemporaryBook {
    try TemporaryBook(
      Dictionary(uniqueKeysWithValues: names.map { ($0, "# T\n\n```swift\n\(code)\n```\n") }),
      in: folder)
  }

  private static func expected(_ message: String) -> [String] {
    names.map { "chapters/\($0):\(message)" }
  }

  @Test("An error of the compiler has its place")
  func typeError() async throws {
    let errors = try await Self.book("let a = 1\nlet b: String = a").run().errors
    #expect(
      errors.sorted()
        == Self.expected(
          """
          5:17: error: cannot convert value of type 'Int' to specified type 'String'
          let b: String = a
                          ^
          """
        ).sorted())
  }

  @Test("A trap and an error have their places", arguments: ["", "one, \"two\": it's"])
  func trap(folder: String) async throws {
    let trap = "let a = CommandLine.arguments\nprint(a[a.count + 3])"
    #expect(
      try await Self.book(trap, in: folder).run().errors.sorted()
        == Self.expected(
          """
          5:8: error: cell 1 trapped: Index out of range
          print(a[a.count + 3])
                 ^
          """
        ).sorted())
    let error = "struct Bad: Error {}\nfunc fail() throws { throw Bad() }\ntry fail()"
    #expect(
      try await Self.book(error, in: folder).run().errors.sorted()
        == Self.expected(
          """
          5:22: error: cell 1 threw an error: Chapter.Bad()
          func fail() throws { throw Bad() }
                               ^
          """
        ).sorted())
  }

  @Test("Two values in one line have each its own column")
  func inlineColumns() async throws {
    let book = try TemporaryBook([
      "a.md": "# A\n\n- Values `{swift} one` and `{swift} two`,\n  `{swift} 1 +\n  three`.\n"
    ])
    #expect(
      try await book.run().errors == [
        """
        chapters/a.md:3:19: error: cannot find 'one' in scope
        - Values `{swift} one` and `{swift} two`,
                          ^
        """,
        """
        chapters/a.md:3:37: error: cannot find 'two' in scope
        - Values `{swift} one` and `{swift} two`,
                                            ^
        """,
        """
        chapters/a.md:4:15: error: cannot find 'three' in scope
          `{swift} 1 +
                      ^
        """,
      ])
  }
}
