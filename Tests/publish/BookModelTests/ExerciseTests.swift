import BookModel
import Testing

@Suite("Exercises")
struct ExerciseTests {
  private static func cell(_ options: String...) -> String {
    "```swift\n\(options.map { "//| \($0)\n" }.joined())let a = 1\n```\n"
  }

  @Test("An exercise has code to start from, a check and a solution")
  func parts() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: "# T\n" + Self.cell("exercise: one") + Self.cell("solution: one")
        + Self.cell("exercise: two") + Self.cell("check: two") + Self.cell("solution: two")
        + Self.cell("check: one") + Self.cell("wrong: two") + Self.cell("wrong: two")
    ).load()
    #expect(diagnostics.isEmpty)
    let exercises = book.chapters[0].exercises
    #expect(exercises.map(\.name) == ["one", "two"])
    #expect(exercises.map(\.starter.index) == [0, 2])
    #expect(exercises.map(\.check.index) == [5, 3])
    #expect(exercises.map(\.solution?.index) == [1, 4])
    #expect(exercises.map { $0.wrong.map(\.index) } == [[], [6, 7]])
    #expect(exercises.map(\.lastIndex) == [5, 7])
    #expect(book.chapters[0].cells.allSatisfy { !$0.runsInPlace })
    #expect(
      book.chapters[0].cells.map(Edition.student.includes) == [
        true, false, true, true, false, true, true, true,
      ])
    #expect(book.chapters[0].cells.allSatisfy(Edition.instructor.includes))
  }

  @Test("What an exercise lacks, and what it has twice, is shown")
  func problems() throws {
    let book = try SmallBook(
      chapter: "# T\n" + Self.cell("exercise: one") + Self.cell("check: one")
        + Self.cell("exercise: one") + Self.cell("solution: onne")
        + Self.cell("check: x", "run: false") + Self.cell("check: y", "solution: y"))
    #expect(
      book.problems() == """
        chapters/a.md:2:1: error: the exercise `one` has no `solution`
        ```swift
        ^
        hint: did you mean `solution: onne`?
        chapters/a.md:10:1: error: the exercise `one` has a second `exercise`
        ```swift
        ^
        hint: the first is at line 2
        chapters/a.md:14:1: error: the exercise `onne` has no `exercise`
        ```swift
        ^
        hint: did you mean `exercise: one`?
        chapters/a.md:14:1: error: the exercise `onne` has no `check`
        ```swift
        ^
        hint: did you mean `check: one`?
        chapters/a.md:18:1: error: the exercise `x` has no `exercise`
        ```swift
        ^
        hint: a cell of this chapter needs `exercise: x`
        chapters/a.md:18:1: error: the exercise `x` has no `solution`
        ```swift
        ^
        hint: a cell of this chapter needs `solution: x`
        chapters/a.md:20:10: error: the cells of an exercise run in their own way: leave `run` out
        //| run: false
                 ^
        chapters/a.md:23:1: error: the exercise `y` has no `exercise`
        ```swift
        ^
        hint: a cell of this chapter needs `exercise: y`
        chapters/a.md:23:1: error: the exercise `y` has no `solution`
        ```swift
        ^
        hint: a cell of this chapter needs `solution: y`
        chapters/a.md:25:15: error: a cell cannot be both `check` and `solution`
        //| solution: y
                      ^
        """)
  }
}
