import BookModel
import Testing

@Suite("Fences")
struct FenceTests {
  @Test(
    "Each way to write the language makes a cell",
    arguments: [
      "```swift", "```Swift", "``` SWIFT ", "~~~swift", "```{swift}", "```{.swift}",
      "``` { .Swift }",
      "````swift\t",
    ])
  func cells(opening: String) throws {
    let mark = String(opening.prefix { "`~".contains($0) })
    let (book, diagnostics) = try SmallBook(
      chapter: "# T\n\n\(opening)\n//| label: fig-a\nprint(1)\n\(mark)\n"
    ).load()
    #expect(diagnostics.isEmpty)
    #expect(book.chapters[0].cells.map(\.code) == ["print(1)\n"])
    #expect(book.chapters[0].cells.map(\.options.label) == ["fig-a"])
  }

  @Test(
    "What an author may have meant otherwise is said",
    arguments: [
      (
        "```{.swift .numberLines}\n```", 1,
        """
        3:1: warning: `.numberLines` behind the fence's language is not read
        ```{.swift .numberLines}
        ^
        hint: the options of a cell are its first lines, such as `//| label: fig-kernels`
        """
      ),
      (
        "```swift {label=fig-a}\n```", 1,
        """
        3:1: warning: `{label=fig-a}` behind the fence's language is not read
        ```swift {label=fig-a}
        ^
        hint: the options of a cell are its first lines, such as `//| label: fig-kernels`
        """
      ),
      (
        "```{swift, echo=false}\n```", 1,
        """
        3:1: warning: `echo=false` behind the fence's language is not read
        ```{swift, echo=false}
        ^
        hint: the options of a cell are its first lines, such as `//| label: fig-kernels`
        """
      ),
      (
        "```swfit\n```", 0,
        """
        3:1: warning: a fence of `swfit` is shown, not run
        ```swfit
        ^
        hint: did you mean `swift`?
        """
      ),
      (
        "```\n//| label: fig-a\n```", 0,
        """
        3:1: warning: this fence has options but no language: it is shown, not run
        ```
        ^
        hint: start it with ```swift
        """
      ),
      ("```sh\nmake\n```", 0, ""), ("```{python}\n```", 0, ""), ("    swift", 0, ""),
    ])
  func warnings(fence: String, cells: Int, expected: String) throws {
    let book = try SmallBook(chapter: "# T\n\n\(fence)\n")
    #expect(book.problems() == (expected.isEmpty ? "" : "chapters/a.md:" + expected))
    #expect(book.load().book.chapters[0].cells.count == cells)
  }

  private static let first =
    "hint: options are the first lines of a cell, with no other line before or between them"
  private static let form = "hint: an option is a line such as `//| label: fig-kernels`"

  @Test(
    "An option that is none is shown",
    arguments: [
      ("\n//| label: x", "4:1", "`//| label` is no option here: something stands before it", first),
      (
        "import Foundation\n  //| caption: x", "4:3",
        "`//| caption` is no option here: something stands before it", first
      ),
      (
        "// Why.\n//| captoin: x", "4:1",
        "`//| captoin` is no option here: something stands before it", first
      ),
      (
        "let a = 1\n//|hide: input", "4:1",
        "`//| hide` is no option here: something stands before it", first
      ),
      ("\n// | label: x", "4:1", "`// |` is no mark of options", form),
      ("\n///| label: x", "4:1", "`///|` is no mark of options", form),
      ("// Why.\n#| label: x", "4:1", "`#|` is no mark of options", form),
    ])
  func misplacedOptions(lines: String, place: String, message: String, hint: String) throws {
    let book = try SmallBook(chapter: "# T\n```swift\n\(lines)\n```\n")
    let line = lines.split(separator: "\n").last ?? ""
    let caret = String(repeating: " ", count: line.prefix { $0 == " " }.count) + "^"
    #expect(
      book.problems() == "chapters/a.md:\(place): warning: \(message)\n\(line)\n\(caret)\n\(hint)")
  }

  @Test("Comments that only look a little like options are comments")
  func comments() throws {
    let book = try SmallBook(
      chapter: """
        # T

        ```swift
        // label: a word with a colon
        // check: the mean
        let a = 1 //| label: not at the start
        // | label: behind code
        //| a word
        //| Note: something else
        ```
        """)
    #expect(book.problems() == "")
  }
}
