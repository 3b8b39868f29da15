import BookModel
import BookRecords
import Foundation
import Testing

@Suite("Editions and downloads")
struct EditionTests {
  private static let chapters = [
    "1-a.md": """
    # First

    ```swift
    //| export: true
    func twice(_ x: Int) -> Int { 2 * x }
    ```
    """,
    "2-b.md": """
    ---
    title: Means
    summary: The *middle*.
    ---

    Twice 2 is `{swift} twice(2)`.

    ```swift
    //| run: false
    never()
    ```

    ```swift
    //| run: trap
    fatalError()
    ```

    - In a list:

      ```swift
      //| exercise: mean
      func mean(_ a: Int, _ b: Int) -> Int {
        0
      }
      ```

    ```swift
    //| check: mean
    guard mean(1, 3) == 2 else { fatalError("not 2") }
    ```

    ```swift
    //| solution: mean
    //| label: fig-secret
    //| caption: The secret.
    func mean(_ a: Int, _ b: Int) -> Int { (a + b) / 2 }

    ```

    ```swift
    //| caption: Of `{swift} twice(2)`.
    show(plot)
    ```
    """,
  ]

  private func render(_ edition: Edition) throws -> SmallSite {
    let site = try SmallSite(Self.chapters)
    let trap = FailureOutput(kind: .trap, messages: [.init(text: "stopped", line: 0, column: 1)])
    let check = FailureOutput(kind: .trap, messages: [.init(text: "not 2", line: 0, column: 30)])
    let secret = try site.figure("secret", altText: "Hidden")
    let problems = try site.render(
      [
        [],
        [[], [.failure(trap)], [], [.failure(check)], [secret], [site.figure("x", altText: "x")]],
      ], values: [[], ["4", "4"]], edition: edition)
    #expect(problems.isEmpty, "\(problems.text)")
    return site
  }

  @Test("Students find no trace of a solution; instructors find it and its figure")
  func solutions() throws {
    for edition in Edition.allCases {
      let files = try render(edition).files()
      let isThere = files.contains { path, data in
        path.contains("secret")
          || !path.hasPrefix("figures/")
            && ["secret", "(a + b)"].contains { data.range(of: Data($0.utf8)) != nil }
      }
      #expect(isThere == (edition == .instructor))
    }
  }

  @Test(
    "A reference or a link to what a solution shows is an error for students",
    arguments: ["@fig-s", "[x](#fig-s)", "<a href=\"a.md#fig-s\">x</a>"])
  func dangling(text: String) throws {
    let site = try SmallSite([
      "a.md": """
      # A

      \(text)

      ```swift
      //| exercise: e
      ```

      ```swift
      //| check: e
      ```

      ```swift
      //| solution: e
      //| label: fig-s
      show(a)
      ```
      """
    ])
    let outputs = [[[], [], [try site.figure("s", altText: "S")]]]
    #expect(try site.render(outputs).isEmpty)
    #expect(
      try site.render(outputs, edition: .student).text == """
        chapters/a.md:3:1: error: `fig-s` is on no page: the student edition has no solutions
        \(text)
        ^
        """)
  }

  @Test("A chapter can be downloaded as one Swift file")
  func download() throws {
    let site = try render(.instructor)
    #expect(
      try site.page("2-b.html").contains(
        "<a href=\"downloads/2-b.swift\" download>Download as Swift</a>"))
    let solution = """
      if beginAttempt(at: "mean, a solution") {
        func mean(_ a: Int, _ b: Int) -> Int { (a + b) / 2 }

        // The check:
        guard mean(1, 3) == 2 else { fatalError("not 2") }
        endAttempt()
      }

      """
    let text = """
      // Chapter 2 of “Untitled”: Means
      //
      // The *middle*.
      //
      // Run it with: book run 2-b.swift

      import Notebook

      // From chapter 1, “First”:

      func twice(_ x: Int) -> Int { 2 * x }

      // Twice 2 is 4.

      // Not run:
      //
      // never()

      // This stops the program:
      //
      // fatalError()

      // - In a list:

      if beginAttempt(at: "mean") {
        func mean(_ a: Int, _ b: Int) -> Int {
          0
        }

        // The check:
        guard mean(1, 3) == 2 else { fatalError("not 2") }
        endAttempt()
      }

      // The secret.

      \(solution)
      // Of 4.

      show(plot)

      """
    #expect(try site.page("downloads/2-b.swift") == text)
    #expect(
      try render(.student).page("downloads/2-b.swift")
        == text.replacing("// The secret.\n\n\(solution)\n", with: ""))
  }

  @Test("Prose and comments do not change the code of a download")
  func code() throws {
    let site = try SmallSite(Self.chapters)
    func codes() -> [String] {
      let book = Book.load(folder: site.folder).book
      return book.chapters.map {
        ChapterDownload($0, of: book, edition: .student, values: []).code
      }
    }
    let before = codes()
    try site.write(
      "More.\n\n" + (Self.chapters["1-a.md"] ?? "") + "\n\nEnd.\n", to: "chapters/1-a.md")
    #expect(codes() == before)
    #expect(before[0] == "import Notebook\nfunc twice(_ x: Int) -> Int { 2 * x }\n")
  }
}
