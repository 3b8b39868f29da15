import BookRecords
import CellRunner
import Foundation
import Testing

/// What a cell asks of the world without reading a file.
@Suite("Answers that change run a chapter again", .timeLimit(.minutes(15)))
struct QuestionTests {
  private static func chapter(_ code: String) -> String {
    "# Questions\n\n```swift\nimport Foundation\n\(code)\n```\n"
  }

  /// A cell's question, a change of the book's folder, and the answers before and after it.
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    var change: @Sendable (URL) throws -> Void
    var answers: [String]
    /// The path that `book why` names.
    var path: String

    var testDescription: String { code }
  }

  private static let cases = [
    Case(
      code: "print(FileManager.default.fileExists(atPath: \"data.txt\"))",
      change: { try Data().write(to: $0.appending(path: "data.txt")) },
      answers: ["false\n", "true\n"], path: "data.txt"),
    Case(
      code: "print(access(\"data.txt\", F_OK))",
      change: { try Data().write(to: $0.appending(path: "data.txt")) },
      answers: ["-1\n", "0\n"], path: "data.txt"),
    Case(
      code: "var status = stat()\nprint(stat(\"there.txt\", &status), status.st_size)",
      change: { try Data("longer".utf8).write(to: $0.appending(path: "there.txt")) },
      answers: ["0 1\n", "0 6\n"], path: "there.txt"),
    Case(
      code: "print(try FileManager.default.attributesOfItem(atPath: \"there.txt\")[.size]!)",
      change: { try Data("longer".utf8).write(to: $0.appending(path: "there.txt")) },
      answers: ["1\n", "6\n"], path: "there.txt"),
    Case(
      code: "print((try? String(contentsOfFile: \"data.txt\", encoding: .utf8)) ?? \"none\")",
      change: { try Data("some".utf8).write(to: $0.appending(path: "data.txt")) },
      answers: ["none\n", "some\n"], path: "data.txt"),
    Case(
      code: "print(try FileManager.default.contentsOfDirectory(atPath: \"folder\").sorted())",
      change: { try Data().write(to: $0.appending(path: "folder/b")) },
      answers: ["[\"a\"]\n", "[\"a\", \"b\"]\n"], path: "folder"),
    Case(
      code: "print(try FileManager.default.subpathsOfDirectory(atPath: \"folder\").sorted())",
      change: { try Data().write(to: $0.appending(path: "folder/b")) },
      answers: ["[\"a\"]\n", "[\"a\", \"b\"]\n"], path: "folder"),
    Case(
      code: """
        let walk = FileManager.default.enumerator(atPath: "folder")!
        print(walk.compactMap { $0 as? String }.sorted())
        """,
      change: { try Data().write(to: $0.appending(path: "folder/b")) },
      answers: ["[\"a\"]\n", "[\"a\", \"b\"]\n"], path: "folder"),
    Case(
      code: "var found = glob_t()\nglob(\"folder/*\", 0, nil, &found)\nprint(found.gl_pathc)",
      change: { try Data().write(to: $0.appending(path: "folder/b")) },
      answers: ["1\n", "2\n"], path: "folder"),
    Case(
      code: "print(try FileManager.default.destinationOfSymbolicLink(atPath: \"link\"))",
      change: {
        try FileManager.default.removeItem(at: $0.appending(path: "link"))
        try FileManager.default.createSymbolicLink(
          atPath: $0.appending(path: "link").path, withDestinationPath: "folder")
      },
      answers: ["there.txt\n", "folder\n"], path: "link"),
  ]

  #if os(Linux)
    @Test("A question about a file, a folder or a link", arguments: cases)
    func question(_ question: Case) async throws {
      let book = try TemporaryBook(["01-a.md": Self.chapter(question.code)])
      let files = FileManager.default
      try files.createDirectory(
        at: book.folder.appending(path: "folder"), withIntermediateDirectories: true)
      try Data().write(to: book.folder.appending(path: "folder/a"))
      try Data("1".utf8).write(to: book.folder.appending(path: "there.txt"))
      try files.createSymbolicLink(
        atPath: book.folder.appending(path: "link").path, withDestinationPath: "there.txt")

      let first = try await book.run()
      #expect(first.errors == [])
      #expect(first.run.outputs[0]?.result.cells == [[.text(question.answers[0])]])
      #expect(try await book.run().ranChapters == [])
      try question.change(book.folder)
      let reasons = try await book.reasons(for: "01-a.md")
      #expect(reasons.contains { $0.contains(" \(question.path), ") }, "\(reasons)")
      let second = try await book.run()
      #expect(second.run.outputs[0]?.result.cells == [[.text(question.answers[1])]])
      #expect(try await book.run().ranChapters == [])
    }
  #endif

  @Test("A question about what the cell makes itself is none")
  func ownFiles() async throws {
    let book = try TemporaryBook([
      "01-a.md": Self.chapter(
        """
        if !FileManager.default.fileExists(atPath: "made/out.txt") {
          try FileManager.default.createDirectory(
            atPath: "made", withIntermediateDirectories: true)
          try Data("x".utf8).write(to: URL(fileURLWithPath: "made/out.txt"), options: .atomic)
        }
        let other = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
        try "y".write(to: other, atomically: true, encoding: .utf8)
        print(try FileManager.default.attributesOfItem(atPath: other.path)[.size] ?? 0)
        try FileManager.default.removeItem(at: other)
        """)
    ])
    #expect(try await book.run().errors == [])
    #expect(try await book.run().ranChapters == [])
  }

  @Test(
    "Where code stands counts if it asks for that, and else not",
    arguments: [
      ("print(#line)", "5\n", "7\n"),
      ("func here(line: Int = #line) -> Int { line }\nprint(here())", "6\n", "8\n"),
      ("print(1)", "1\n", "1\n"),
    ])
  func lines(code: String, before: String, after: String) async throws {
    let book = try TemporaryBook(["01-a.md": Self.chapter(code)])
    let first = try await book.run()
    #expect(first.run.outputs[0]?.result.cells == [[.text(before)]])
    try book.write(
      Self.chapter(code).replacing("# Questions", with: "# Questions\n\nProse."), to: "01-a.md")
    let second = try await book.run()
    #expect(second.run.outputs[0]?.result.cells == [[.text(after)]])
    #expect(second.ranChapters.isEmpty == (before == after))
  }

  @Test("A chapter of another name has neither results nor pictures with the old one")
  func renamed() async throws {
    let code = """
      print(#file, #filePath)
      struct Square: Figure {
        var altText: String { "A square." }
        func drawing() -> Drawing {
          Drawing(title: "square", size: Size(width: 20, height: 10))
        }
      }
      show(Square())
      """
    let book = try TemporaryBook([
      "book.yml": "imports: [Figures]\n", "01-before.md": Self.chapter(code),
    ])
    let first = try await book.run()
    #expect(
      first.run.outputs[0]?.result.cells[0].first
        == .text("chapters/01-before.md chapters/01-before.md\n"))
    try FileManager.default.moveItem(
      at: book.folder.appending(path: "chapters/01-before.md"),
      to: book.folder.appending(path: "chapters/01-after.md"))
    let second = try await book.run()
    let output = try #require(second.run.outputs[0])
    #expect(
      output.result.cells[0].first == .text("chapters/01-after.md chapters/01-after.md\n"))
    let files = try FileManager.default.contentsOfDirectory(atPath: output.figureFolder.path)
      .filter { $0.hasSuffix(".png") }
    #expect(files.count == 4)
    for file in files {
      let bytes = try Data(contentsOf: output.figureFolder.appending(path: file))
      #expect(bytes.range(of: Data("before".utf8)) == nil)
    }
  }

  @Test("Variables that every cell sees count for code that asks for variables")
  func variables() async throws {
    let book = try TemporaryBook([
      "01-a.md": Self.chapter("print(getenv(\"HOME\").map { String(cString: $0) } ?? \"none\")"),
      "02-b.md": Self.chapter("print(1)"),
    ])
    var environment = ["PATH": "/usr/bin:/bin", "HOME": "/tmp"]
    _ = try await book.run(environment: environment)
    environment["HOME"] = "/usr"
    let second = try await book.run(environment: environment)
    #expect(second.ranChapters == ["chapters/01-a.md"])
    #expect(second.run.outputs[0]?.result.cells == [[.text("/usr\n")]])
  }
}
