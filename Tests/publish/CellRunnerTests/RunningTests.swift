import BookModel
import BookRecords
import CellRunner
import Foundation
import Testing

@Suite("Running cells")
struct RunningTests {
  @Test("Cells share state, and text and figures keep their order")
  func sharesState() async throws {
    let book = try TemporaryBook([
      "01-first.md": """
      # First

      ```swift
      var total = 40
      print("before")
      ```

      The sum is `{swift} total + 2`.

      ```swift
      import Figures
      total += 1
      print("above", total)
      show(DataTable(columns: [.init("n", isNumeric: true)], rows: [["1"]]))
      print("below")
      ```
      """
    ])
    let outcome = try await book.run()
    #expect(outcome.errors == [])
    let result = try #require(outcome.run.outputs[0]?.result)
    #expect(
      result.cells == [
        [.text("before\n")],
        [
          .text("above 41\n"),
          .table(
            TableOutput(columns: ["n"], rows: [["1"]], isNumeric: [true], hasTotal: false)),
          .text("below\n"),
        ],
      ])
    #expect(result.inlineValues == ["42"])
  }

  @Test("A figure leaves four PNG files, and is drawn again when one of them is damaged")
  func drawsFigures() async throws {
    let book = try TemporaryBook([
      "01-plot.md": """
      # Plot

      ```swift
      //| label: fig-line
      //| caption: A line.
      import Figures
      struct Square: Figure {
        var altText: String { "A square." }
        func drawing() -> Drawing {
          Drawing(title: "square", size: Size(width: 20, height: 10))
        }
      }
      show(Square())
      ```
      """
    ])
    let outcome = try await book.run()
    #expect(outcome.errors == [])
    let output = try #require(outcome.run.outputs[0])
    guard case .figure(let figure) = try #require(output.result.cells[0].first) else {
      Issue.record("expected a figure, found \(output.result.cells)")
      return
    }
    #expect(figure.picture.files.light2x == "fig-line-1.light@2x.png")
    #expect(figure.altText == "A square.")
    #expect(figure.picture.width == 20 && figure.picture.height == 10)
    for file in figure.fileNames {
      let path = output.figureFolder.appendingPathComponent(file)
      #expect(try path.checkResourceIsReachable())
    }

    let file = output.figureFolder.appendingPathComponent(figure.picture.files.light2x)
    let bytes = try Data(contentsOf: file)
    try bytes.dropLast().write(to: file)
    let after = try await book.run()
    #expect(after.errors == [])
    #expect(
      after.run.diagnostics.map(\.message) == [
        "the kept result was damaged (fig-line-1.light@2x.png) and is made again"
      ])
    #expect(after.run.outputs[0]?.result == output.result)
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test("Exported declarations and checkpoints reach later chapters")
  func exports() async throws {
    let book = try TemporaryBook([
      "01-first.md": """
      # First

      ```swift
      //| export: true
      func double(_ x: Int) -> Int { 2 * x }
      ```

      ```swift
      let answer = try checkpoint("answer") { double(21) }
      usesData("two made-up numbers")
      ```
      """,
      "02-second.md": """
      # Second

      ```swift
      let answer = try restore("answer", as: Int.self)
      print(answer, double(4))
      ```
      """,
    ])
    let outcome = try await book.run()
    #expect(outcome.errors == [])
    #expect(outcome.run.outputs[1]?.result.cells == [[.text("42 8\n")]])
    #expect(outcome.run.outputs[0]?.result.dataSources == ["two made-up numbers"])
  }

  @Test("Cells see an empty input, the book's folder, no open files, and only the named variables")
  func environment() async throws {
    // A file that programs started from here would get, with a number that no cell takes itself.
    let inherited = fcntl(STDOUT_FILENO, F_DUPFD, 200)
    defer { close(inherited) }
    let book = try TemporaryBook([
      "book.yml": "title: Environment\nenvironment: [BOOK_TEST_NAMED]\n",
      "01-first.md": """
      # First

      ```swift
      import Foundation
      print(readLine() ?? "no input")
      print(FileManager.default.fileExists(atPath: "chapters/01-first.md"))
      print(fcntl(\(inherited), F_GETFD) < 0 ? "closed" : "open")
      let variables = ProcessInfo.processInfo.environment
      print(variables["BOOK_TEST_NAMED"] ?? "unset", variables["BOOK_TEST_OTHER"] ?? "unset")
      ```
      """,
    ])
    let outcome = try await book.run(environment: [
      "PATH": "/usr/bin:/bin", "BOOK_TEST_NAMED": "yes", "BOOK_TEST_OTHER": "no",
    ])
    #expect(
      outcome.run.outputs[0]?.result.cells == [[.text("no input\ntrue\nclosed\nyes unset\n")]])
  }
}
