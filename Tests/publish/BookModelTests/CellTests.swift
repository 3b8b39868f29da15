import BookModel
import Testing

@Suite("Cells")
struct CellTests {
  @Test("Options are read and leave the code")
  func options() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: """
        # T

        ```swift
        //| label: fig-kernels
        //| caption: "The kernels: six of them"
        //| alt: Six squares
        //| hide: input
        //| remove: output
        //| run: false
        //| timeout: 5m
        //| inputs:
        //|   - a.csv
        //|   - b c.csv
        let kernels = 6

        //| a comment in the code
        print(kernels)
        ```

        ```swift
        print(1)
        ```
        """
    ).load()
    #expect(diagnostics.isEmpty)
    let cells = book.chapters[0].cells
    #expect(
      cells[0].options
        == CellOptions(
          label: "fig-kernels", caption: "The kernels: six of them", alt: "Six squares",
          run: .false, hide: .input, remove: .output, timeout: 300,
          inputs: ["a.csv", "b c.csv"]))
    #expect(
      cells[0].code == "let kernels = 6\n\n//| a comment in the code\nprint(kernels)\n")
    #expect(cells[0].position == SourcePosition(file: "chapters/a.md", line: 14))
    #expect(cells[0].fence == 3...18)
    #expect(cells[1].options == CellOptions())
    #expect(cells.map(\.name) == ["fig-kernels", "cell 2"])
    #expect(cells.map(\.index) == [0, 1])
  }

  @Test(
    "A time is seconds, minutes or hours",
    arguments: [
      ("90s", 90), ("5m", 300), ("1.5h", 5400), ("42", 42), ("0.5", 0.5),
    ])
  func timeout(text: String, seconds: Double) throws {
    let book = try SmallBook(chapter: "# T\n```swift\n//| timeout: \(text)\n```\n").load().book
    #expect(book.chapters[0].cells[0].options.timeout == seconds)
  }

  @Test("Code keeps its place inside lists and quotations")
  func places() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: """
        # T

        1. A point

           ```swift
           //| label: in-list

           if true {
             print(1)
           }
           ```

        > ```swift
        > print(2)
        > ```

          ```swift
          print(3)
            print(4)
          ```
        """
    ).load()
    #expect(diagnostics.isEmpty)
    let cells = book.chapters[0].cells
    #expect(cells.map(\.position.line) == [7, 14, 18])
    #expect(cells.map(\.indentation) == [3, 2, 2])
    #expect(cells.map(\.position.column) == [4, 3, 3])
    #expect(cells[0].code == "\nif true {\n  print(1)\n}\n")
    #expect(cells[2].code == "print(3)\n  print(4)\n")
    for cell in cells {
      for (index, line) in cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().enumerated()
      {
        let source = book.chapters[0].lines[cell.position.line - 1 + index]
        #expect(source.hasSuffix(line))
      }
    }
  }

  @Test("Only Swift fences are cells")
  func otherLanguages() throws {
    let chapter = try SmallBook(
      chapter: "# T\n\n```sh\nmake\n```\n\n    let indented = 1\n\n```\nplain\n```\n"
    ).load().book.chapters[0]
    #expect(chapter.cells.isEmpty)
    #expect(
      chapter.blocks == [
        .listing(language: "sh", code: "make\n"),
        .listing(language: "", code: "let indented = 1\n"),
        .listing(language: "", code: "plain\n"),
      ])
  }

  @Test(
    "Bad options are refused",
    arguments: [
      (
        "//| lable: x",
        """
        chapters/a.md:3:5: error: unknown option `lable`
        //| lable: x
            ^
        hint: did you mean `label`?
        """
      ),
      (
        "//| colour: red",
        """
        chapters/a.md:3:5: error: unknown option `colour`
        //| colour: red
            ^
        hint: the options are `alt`, `caption`, `check`, `exercise`, `expect`, `export`, `hide`, \
        `inputs`, `label`, `remove`, `run`, `solution`, `subcaptions`, `timeout`, `wrong`
        """
      ),
      (
        "//|\thide: inputs",
        """
        chapters/a.md:3:11: error: `hide` must be `input`, `output` or `cell`, found `inputs`
        //|\thide: inputs
           \t      ^
        hint: did you mean `input`?
        """
      ),
      (
        "//| run: maybe",
        """
        chapters/a.md:3:10: error: `run` must be `true`, `false`, `compile`, `compile-fail`, `trap` or \
        `throws`, found `maybe`
        //| run: maybe
                 ^
        """
      ),
      (
        "//| export: yes",
        """
        chapters/a.md:3:13: error: `export` must be `true` or `false`, found `yes`
        //| export: yes
                    ^
        """
      ),
      (
        "//| timeout: soon",
        """
        chapters/a.md:3:14: error: `timeout` must be a time such as `90s`, `5m` or `1.5h`, \
        found `soon`
        //| timeout: soon
                     ^
        """
      ),
      (
        "//| label:",
        """
        chapters/a.md:3:5: error: `label` must be text, found nothing
        //| label:
            ^
        """
      ),
      (
        "//| label: fig 1",
        """
        chapters/a.md:3:12: error: `fig 1` cannot be a label
        //| label: fig 1
                   ^
        hint: a label is made of letters, digits and dashes, such as `fig-kernels`
        """
      ),
      (
        "//| label: sec-one",
        """
        chapters/a.md:3:12: error: `sec-one` cannot label a cell
        //| label: sec-one
                   ^
        hint: labels with `sec-` stand behind a heading: `## Title {#sec-one}`
        """
      ),
      (
        "//| label: a\n//| label: b",
        """
        chapters/a.md:3:5: error: `label` is given twice
        //| label: a
            ^
        """
      ),
      (
        "//| caption: Maps: six",
        """
        chapters/a.md:3:18: error: bad YAML: mapping values are not allowed in this context
        //| caption: Maps: six
                         ^
        hint: put a text that holds `: ` or starts with a special character in quotes
        """
      ),
      (
        "//| caption: The digit #7",
        """
        chapters/a.md:3:24: error: ` #` starts a comment in YAML and would cut the text here
        //| caption: The digit #7
                               ^
        hint: put the text in quotes
        """
      ),
      (
        "//| alt:\n//|   One\n//|   two # three",
        """
        chapters/a.md:5:11: error: ` #` starts a comment in YAML and would cut the text here
        //|   two # three
                  ^
        hint: put the text in quotes
        """
      ),
      (
        "//| label: fig-a\n//| subcaptions:\n//|   - First\n//|   - No #2",
        """
        chapters/a.md:6:12: error: ` #` starts a comment in YAML and would cut the text here
        //|   - No #2
                   ^
        hint: put the text in quotes
        """
      ),
      (
        "//| run: compile\n//| expect: out of range",
        """
        chapters/a.md:4:13: error: `expect` is about what a cell prints or how it fails
        //| expect: out of range
                    ^
        hint: leave it out, or let the cell run
        """
      ),
      (
        "//| label: qst-one",
        """
        chapters/a.md:3:12: error: `qst-one` cannot label a cell
        //| label: qst-one
                   ^
        hint: labels with `qst-` stand behind a question: `How many? {#qst-one}`
        """
      ),
      (
        "//| run: trap\n//| export: true",
        """
        chapters/a.md:4:13: error: only a cell that runs in place can export its declarations
        //| export: true
                    ^
        """
      ),
      (
        "//| label: eq-a\n//| caption: An equation",
        """
        chapters/a.md:4:14: error: an equation has a number and no caption
        //| caption: An equation
                     ^
        hint: say in the prose what it means
        """
      ),
      (
        "//| label: tbl-a\n//| subcaptions: [One, Two]",
        """
        chapters/a.md:4:18: error: `subcaptions` need a label that starts with `fig-`
        //| subcaptions: [One, Two]
                         ^
        hint: the parts of `fig-kernels` are `@fig-kernels-a`, `@fig-kernels-b` and so on
        """
      ),
      (
        "//| just words",
        """
        chapters/a.md:3:5: error: expected lines of the form `option: value`
        //| just words
            ^
        """
      ),
    ])
  func badOptions(options: String, expected: String) throws {
    let book = try SmallBook(chapter: "# T\n```swift\n\(options)\nlet a = 1\n```\n")
    #expect(book.problems() == expected)
  }
}
