import BookModel
import CellRunner
import Testing

@Suite("Failing cells")
struct FailureTests {
  /// A chapter whose cell has `code`; its first line is line 4.
  private func errors(of code: String, options: String = "") async throws -> [String] {
    let book = try TemporaryBook(["01-bad.md": "# Bad\n\n```swift\n\(options)\(code)\n```\n"])
    return try await book.run().errors
  }

  @Test("A type error has its place, the line and a caret")
  func typeError() async throws {
    #expect(
      try await errors(of: "let a = 1\nlet b: String = a") == [
        """
        chapters/01-bad.md:5:17: error: cannot convert value of type 'Int' to specified type 'String'
        let b: String = a
                        ^
        """
      ])
  }

  @Test("A brace that is never closed is shown where it opens")
  func missingBrace() async throws {
    #expect(
      try await errors(of: "func f() {\n  print(1)") == [
        """
        chapters/01-bad.md:4:10: error: expected '}' at end of brace statement
        func f() {
                 ^
        hint: to match this opening '{'
        """
      ])
    #expect(
      try await errors(of: "#if true\n#endif\n  #if true\nprint(1)") == [
        """
        chapters/01-bad.md:6:3: error: this `#if` has no `#endif`
          #if true
          ^
        """
      ])
  }

  @Test(
    "A cell between the braces of another one is an error, as it does not run in its turn",
    arguments: [
      ("for i in 0..<2 {", "print(i)", "}", "cell 2 ran more than once"),
      ("if CommandLine.argc > 9 {", "print(1)", "}", "cell 2 did not run in its turn"),
      ("func f() {", "print(1)", "}", "cell 2 did not run in its turn"),
      ("#if NEVER", "print(1)", "#endif", "cell 2 did not run in its turn"),
    ])
  func braces(first: String, second: String, third: String, message: String) async throws {
    let cells = [first, second, third].map { "```swift\n\($0)\n```\n" }.joined()
    let book = try TemporaryBook(["01-bad.md": "# Bad\n\n" + cells])
    #expect(
      try await book.run().errors == [
        """
        chapters/01-bad.md:7:1: error: \(message)
        \(second)
        ^
        hint: close in each cell the braces and the `#if` that it opens
        """
      ])
  }

  @Test("A note of the compiler stands with the message that it belongs to")
  func notes() async throws {
    let book = try TemporaryBook([
      "01-a.md": """
      # A

      ```swift
      func f() { var x = 1; print(x) }
      ```

      ```swift
      //| run: trap
      fatalError("boo")
      ```
      """
    ])
    let found = try await book.run().run.diagnostics
    #expect(found.map(\.severity) == [.warning])
    #expect(found.map(\.position?.line) == [4])
    #expect(found.flatMap(\.hints) == [])
  }

  @Test("A missing import has its place")
  func missingImport() async throws {
    #expect(
      try await errors(of: "import Nowhere") == [
        """
        chapters/01-bad.md:4:8: error: no such module 'Nowhere'
        import Nowhere
               ^
        """
      ])
  }

  @Test(
    "A trap has its place and its reason",
    arguments: [
      (
        "let a = CommandLine.arguments\nprint(a[a.count + 3])",
        """
        chapters/01-bad.md:5:8: error: cell 1 trapped: Index out of range
        print(a[a.count + 3])
               ^
        """
      ),
      (
        "let a = CommandLine.arguments\nlet s: String? = a.count > 5 ? \"\" : nil\nprint(s!)",
        """
        chapters/01-bad.md:6:8: error: cell 1 trapped: Unexpectedly found nil while unwrapping an \
        Optional value
        print(s!)
               ^
        """
      ),
      (
        "let a = CommandLine.arguments\nlet n = Int8(truncatingIfNeeded: 126 + a.count)\nprint(n + 1)",
        """
        chapters/01-bad.md:6:9: error: cell 1 trapped: arithmetic overflow
        print(n + 1)
                ^
        """
      ),
      (
        "func fail() { fatalError(\"no such layer\") }\nfail()",
        """
        chapters/01-bad.md:4:15: error: cell 1 trapped: no such layer
        func fail() { fatalError("no such layer") }
                      ^
        """
      ),
    ])
  func trap(code: String, message: String) async throws {
    #expect(try await errors(of: code) == [message])
  }

  @Test("A thrown error has the place where it was thrown")
  func thrownError() async throws {
    let code = """
      struct Missing: Error { var name: String }
      func find(_ name: String) throws -> Int {
        throw Missing(name: name)
      }
      print(
        try find("C3"))
      """
    #expect(
      try await errors(of: code) == [
        """
        chapters/01-bad.md:6:3: error: cell 1 threw an error: Chapter.Missing(name: "C3")
          throw Missing(name: name)
          ^
        """
      ])
  }

  @Test("An error from the library is reported where the chapter called it")
  func libraryError() async throws {
    #expect(
      try await errors(of: "let value = try restore(\"weights\", as: Int.self)\nprint(value)") == [
        """
        chapters/01-bad.md:4:17: error: cell 1 threw an error: cannot restore “weights”: no earlier \
        chapter keeps it
        let value = try restore("weights", as: Int.self)
                        ^
        """
      ])
  }

  @Test("A trap inside the library is reported where the chapter called it")
  func libraryTrap() async throws {
    let code =
      "import NeuralNet\nlet image = Tensor(shape: [32, 32], scalars: [0.5])\nprint(image.shape)"
    #expect(
      try await errors(of: code) == [
        """
        chapters/01-bad.md:5:13: error: cell 1 trapped: Tensor: shape [32, 32] needs 1024 numbers, \
        got 1
        let image = Tensor(shape: [32, 32], scalars: [0.5])
                    ^
        """
      ])
  }

  @Test("A cell that runs too long is ended and named")
  func timeout() async throws {
    #expect(
      try await errors(
        of: "print(\"waiting\")\nwhile true {}", options: "//| timeout: 1s\n") == [
          """
          chapters/01-bad.md:5:1: error: cell 1 ran longer than its timeout of 1 s
          print("waiting")
          ^
          hint: raise it with “//| timeout: 20m”, or let the cell do less
          hint: the last it printed: waiting
          """
        ])
  }

  @Test("A cell that ends the program is an error")
  func earlyExit() async throws {
    let book = try TemporaryBook([
      "01-bad.md": """
      # Bad

      ```swift
      import Foundation
      exit(0)
      ```

      ```swift
      print("never")
      ```
      """
    ])
    #expect(
      try await book.run().errors == [
        """
        chapters/01-bad.md:4:1: error: cell 1 ended the program with exit status 0
        import Foundation
        ^
        hint: a cell must run to its end: the cells after it would be lost
        hint: not run because of it: cell 2
        """
      ])
  }

  @Test("Every chapter's errors come in one run, a mistake in an export only once")
  func allAtOnce() async throws {
    let book = try TemporaryBook([
      "01-first.md": "# First\n\n```swift\n//| export: true\nfunc f() -> Int { \"one\" }\n```\n",
      "02-second.md": "# Second\n\n```swift\nlet x: Int = \"two\"\n```\n",
      "03-third.md": "# Third\n\n```swift\nprint(try restore(\"w\", as: Int.self))\n```\n",
    ])
    let errors = try await book.run().errors
    #expect(
      errors.map { $0.prefix { $0 != "\n" } } == [
        "chapters/01-first.md:5:19: error: cannot convert return expression of type 'String' to "
          + "return type 'Int'",
        "chapters/02-second.md:4:14: error: cannot convert value of type 'String' to specified "
          + "type 'Int'",
      ])
  }

  @Test("A failure inside an exported declaration says which cell called it")
  func exportedFailure() async throws {
    let book = try TemporaryBook([
      "01-first.md":
        "# First\n\n```swift\n//| export: true\nfunc half(_ x: [Int]) -> Int { x[x.count / 2] }\n```\n",
      "02-second.md": "# Second\n\n```swift\nprint(half([]))\n```\n",
    ])
    #expect(
      try await book.run().errors == [
        """
        chapters/01-first.md:5:33: error: cell 1 of chapters/02-second.md trapped: Index out of range
        func half(_ x: [Int]) -> Int { x[x.count / 2] }
                                        ^
        hint: called at chapters/02-second.md:4:7
        """
      ])
  }

  @Test("A cell inside a list item is found at its column in the chapter")
  func indentedCell() async throws {
    let book = try TemporaryBook([
      "01-list.md": "# List\n\n1. A step:\n\n   ```swift\n   let b: String = 1\n   ```\n"
    ])
    #expect(
      try await book.run().errors == [
        """
        chapters/01-list.md:6:20: error: cannot convert value of type 'Int' to specified type 'String'
           let b: String = 1
                           ^
        """
      ])
  }
}
