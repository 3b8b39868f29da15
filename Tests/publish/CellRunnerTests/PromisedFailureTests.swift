import BookModel
import BookRecords
import CellRunner
import Testing

@Suite("Promised failures and exercises")
struct PromisedFailureTests {
  private static let chapter = """
    # Failures

    ```swift
    let numbers = [1, 2, 3]
    ```

    ```swift
    //| run: compile-fail
    //| expect: cannot convert value
    let text: String = numbers
    ```

    1. Inside a list:

       ```swift
       //| run: compile-fail
       func missing() -> Int {
         let missing = numbers
       }
       ```

    ```swift
    //| run: compile
    var numbersAgain = numbers
    ```

    ```swift
    //| run: trap
    //| expect: Index out of range
    print("before")
    print(numbers[CommandLine.arguments.count + 2])
    ```

    ```swift
    //| run: throws
    //| expect: no room for 4
    struct Full: Error, CustomStringConvertible {
      var description: String { "no room for \\(numbers.count + 1)" }
    }
    throw Full()
    ```

    ```swift
    //| exercise: mean
    func mean(_ values: [Int]) -> Int { 0 }
    ```

    ```swift
    //| check: mean
    guard mean([1, 2, 6]) == 3 else { fatalError("expected 3") }
    print("right")
    ```

    ```swift
    //| solution: mean
    func mean(_ values: [Int]) -> Int {
      values.reduce(0, +) / values.count
    }
    ```

    ```swift
    print(numbers)
    ```
    """

  @Test("Failures are shown with their places in the cell, and the chapter goes on behind them")
  func happens() async throws {
    let book = try TemporaryBook(["01-a.md": Self.chapter])
    let outcome = try await book.run()
    #expect(outcome.errors == [])
    let cells = try #require(outcome.run.outputs[0]?.result.cells)
    func failure(_ kind: FailureOutput.Kind, _ text: String, _ line: Int, _ column: Int)
      -> CellOutput
    {
      .failure(
        FailureOutput(kind: kind, messages: [.init(text: text, line: line, column: column)]))
    }
    #expect(
      cells == [
        [],
        [
          failure(
            .compileError, "cannot convert value of type '[Int]' to specified type 'String'", 0, 20)
        ],
        [
          failure(
            .compileError, "missing return in global function expected to return 'Int'", 2, 1)
        ],
        [],
        [.text("before\n"), failure(.trap, "Index out of range", 1, 14)],
        [failure(.thrownError, "no room for 4", 3, 1)],
        [],
        [failure(.trap, "expected 3", 0, 35)],
        [.text("right\n")],
        [.text("[1, 2, 3]\n")],
      ])

    // What is expected is compared with kept results too.
    try book.write(
      Self.chapter.replacing("no room for 4", with: "no place"), to: "01-a.md")
    let after = try await book.run()
    #expect(after.ranChapters == [])
    #expect(
      after.errors == [
        """
        chapters/01-a.md:40:1: error: cell 6 failed in another way than `expect` says
        throw Full()
        ^
        hint: expected: no place
        hint: found: no room for 4
        """
      ])
  }

  @Test("A cell that should not compile and does is an error, as is one that should and does not")
  func compilesOtherwise() async throws {
    let book = try TemporaryBook([
      "01-a.md": """
      # A

      ```swift
      //| run: compile-fail
      let a = 1
      ```

      ```swift
      //| run: compile
      let b: Int = "b"
      ```
      """
    ])
    let errors = try await book.run().errors
    #expect(
      errors == [
        """
        chapters/01-a.md:5:1: error: cell 1 compiles
        let a = 1
        ^
        hint: `run: compile-fail` promises that it does not
        """,
        """
        chapters/01-a.md:10:14: error: cannot convert value of type 'String' to specified type 'Int'
        let b: Int = "b"
                     ^
        """,
      ])
  }

  @Test("A cell that does not fail as it should is an error, as is an exercise without a task")
  func runsOtherwise() async throws {
    let book = try TemporaryBook([
      "01-a.md": """
      # A

      ```swift
      //| run: trap
      print("fine")
      ```

      ```swift
      //| run: throws
      func stop() { fatalError("no more") }
      stop()
      ```

      ```swift
      //| exercise: two
      let two = 0
      ```

      ```swift
      //| solution: two
      let two = 1
      ```

      ```swift
      //| check: two
      guard two == 2 else { fatalError("not two") }
      ```

      ```swift
      //| wrong: two
      let two = 1 + 1
      ```

      ```swift
      //| wrong: two
      let two = 3
      ```
      """
    ])
    let errors = try await book.run().errors
    #expect(
      errors == [
        """
        chapters/01-a.md:5:1: error: cell 1 did not fail
        print("fine")
        ^
        hint: `run: trap` promises that it traps
        """,
        """
        chapters/01-a.md:10:15: error: cell 2 trapped: no more
        func stop() { fatalError("no more") }
                      ^
        hint: `run: throws` promises that it throws an error
        """,
        """
        chapters/01-a.md:26:23: error: the solution of the exercise `two` trapped: not two
        guard two == 2 else { fatalError("not two") }
                              ^
        hint: it must pass the check
        """,
        """
        chapters/01-a.md:31:1: error: the wrong attempt at the exercise `two` did not fail
        let two = 1 + 1
        ^
        hint: the check must refuse it
        """,
      ])
  }

  @Test("An answer written into the chapter is accepted, and said so, from kept results too")
  func solved() async throws {
    let book = try TemporaryBook([
      "01-a.md": """
      # A

      ```swift
      //| exercise: two
      let two = 2
      ```

      ```swift
      //| check: two
      guard two == 2 else { fatalError("not two") }
      ```

      ```swift
      //| solution: two
      let two = 1 + 1
      ```
      """
    ])
    for _ in 1...2 {
      let outcome = try await book.run()
      #expect(outcome.errors == [])
      #expect(
        outcome.run.diagnostics.map(\.rendered) == [
          """
          chapters/01-a.md:5:1: warning: the exercise `two` is solved: its code passes the check
          let two = 2
          ^
          """
        ])
    }
  }

  @Test(
    "What a cell prints and shows is held against what it should",
    arguments: [
      ("print(\"one\\ntwo\")", "one ⏎ two"), ("show(\"three\")", "three"), ("let a = 1", "nothing"),
      ("show(rows: [[1, 2]], columns: [\"a\", \"b\"])", "a b ⏎ 1 ⏎ 2"),
      ("show(tex: \"x^2\")", "x^2"),
    ])
  func prints(code: String, found: String) async throws {
    func chapter(expecting text: String) -> String {
      "# A\n\n```swift\n//| expect: '\(text)'\n\(code)\n```\n"
    }
    let book = try TemporaryBook(["01-a.md": chapter(expecting: "four")])
    #expect(
      try await book.run().errors == [
        """
        chapters/01-a.md:5:1: error: cell 1 leaves something other than `expect` says
        \(code)
        ^
        hint: expected: four
        hint: found: \(found)
        """
      ])
    guard found != "nothing", let last = found.split(separator: " ").last else { return }
    try book.write(chapter(expecting: String(last)), to: "01-a.md")
    let after = try await book.run()
    #expect(after.errors == [])
    #expect(after.ranChapters == [])
  }
}
