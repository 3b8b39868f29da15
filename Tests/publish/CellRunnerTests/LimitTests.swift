import BookRecords
import CellRunner
import Testing

@Suite("Cells without measure")
struct LimitTests {
  private func outcome(
    of code: String, options: RunOptions = RunOptions()
  ) async throws -> TemporaryBook.Outcome {
    let book = try TemporaryBook([
      "01-much.md": "# Much\n\n```swift\n\(code)\n```\n\n```swift\nprint(\"after\")\n```\n"
    ])
    return try await book.run(options: options)
  }

  @Test("Of what a cell prints, 256 KiB are kept")
  func muchText() async throws {
    let outcome = try await outcome(of: "for i in 0..<50_000 { print(\"line\", i) }")
    #expect(outcome.errors == [])
    let cells = try #require(outcome.run.outputs[0]?.result.cells)
    guard case .text(let text)? = cells[0].first else {
      Issue.record("expected text, found \(cells[0])")
      return
    }
    #expect(text.hasPrefix("line 0\nline 1\n"))
    #expect(text.hasSuffix("[cut: of what a cell prints, 256 KiB are kept]\n"))
    #expect(text.utf8.count < 263_000)
    #expect(cells[1] == [.text("after\n")])
  }

  @Test("A cell that prints without end is ended")
  func endlessText() async throws {
    let outcome = try await outcome(
      of: "let line = String(repeating: \"more \", count: 1 << 14)\nwhile true { print(line) }")
    #expect(outcome.errors.count == 1)
    let lines = outcome.errors.first?.split(separator: "\n") ?? []
    #expect(
      lines.prefix(3) == [
        "chapters/01-much.md:4:1: error: cell 1 was ended because it prints without end",
        "let line = String(repeating: \"more \", count: 1 << 14)", "^",
      ])
    #expect(lines.dropFirst(3).first?.hasPrefix("hint: the last it printed: ") == true)
    #expect((outcome.errors.first?.count ?? 0) < 2000)
    let result = try #require(outcome.run.outputs[0]?.result)
    guard case .text(let text)? = result.cells[0].first else {
      Issue.record("expected text, found \(result.cells[0])")
      return
    }
    #expect(text.utf8.count < 263_000)
    #expect(result.stop?.notRun == [1])
  }

  @Test("A cell that takes memory without end fails alone")
  func muchMemory() async throws {
    let outcome = try await outcome(
      of: "var all: [[Int]] = []\nwhile true { all.append([Int](repeating: 1, count: 1 << 20)) }",
      options: RunOptions(memoryLimit: 500_000_000))
    #expect(outcome.errors.count == 1)
    #expect(
      outcome.errors.first?.contains("cell 1 ran out of memory: it may use 0.5 GB") == true)
    #expect(outcome.run.outputs[0]?.result.stop?.notRun == [1])
  }

  @Test("A cell that closes its output loses its own text and no other")
  func closedDescriptors() async throws {
    let outcome = try await outcome(
      of: "import Foundation\nfor file in Int32(0)..<64 { close(file) }\nprint(\"lost\")")
    #expect(outcome.errors == [])
    #expect(outcome.run.outputs[0]?.result.cells == [[], [.text("after\n")]])
  }

  @Test("Processes that a cell leaves behind do not hold the build up")
  func grandchildren() async throws {
    let outcome = try await outcome(
      of: """
        import Foundation
        let sleeper = Process()
        sleeper.executableURL = URL(fileURLWithPath: "/bin/sleep")
        sleeper.arguments = ["600"]
        try sleeper.run()
        """)
    #expect(outcome.errors == [])
  }

  @Test("A variable of a later cell cannot be used")
  func laterVariable() async throws {
    let book = try TemporaryBook([
      "01-early.md": "# Early\n\nIt is `{swift} total + 1`.\n\n```swift\nvar total = 41\n```\n"
    ])
    #expect(
      try await book.run().errors == [
        """
        chapters/01-early.md:3:16: error: `total` is used before the cell that declares it
        It is `{swift} total + 1`.
                       ^
        hint: cell 1 declares it, at line 6
        """
      ])
  }

  @Test("An empty chapter and one of 5 MB are run")
  func sizes() async throws {
    let prose = String(repeating: "Prose without end. ", count: 280_000)
    let book = try TemporaryBook([
      "01-empty.md": "# Empty\n", "02-long.md": "# Long\n\n\(prose)\n\n```swift\nprint(1)\n```\n",
    ])
    let outcome = try await book.run()
    #expect(outcome.errors == [])
    #expect(outcome.run.outputs.map { $0?.result.cells } == [[], [[.text("1\n")]]])
  }
}
