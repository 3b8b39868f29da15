import Foundation
import Testing

@Suite("Downloads of a built book", .timeLimit(.minutes(15)))
struct DownloadTests {
  private static func chapter(caption: String) -> String {
    """
    ---
    title: "A \\"title\\"\\nof two lines */"
    summary: |
      Short.

      import Nothing
    ---
    ```swift
    //| label: tbl-a
    //| caption: \(caption)
    let lines = ["one", "two */ \\"\\"\\" \\\\"].joined(separator: "\\r\\n")
    show(rows: [["a", 1]], columns: ["letter", "number"])
    ```

    The value `{swift} lines`.
    """
  }

  @Test("Captions, titles and values of several lines compile, also by a later edit")
  func severalLines() throws {
    let book = try BookProgram()
    try book.write("title: |\n  Two\n  lines\nlanguage: de\n", to: "chapters/book.yml")
    try book.write(Self.chapter(caption: "One line."), to: "chapters/第一章.md")
    let first = try book("build", "--quiet")
    #expect(first.status == 0, "\(first.messages)")
    try book.write(
      Self.chapter(caption: "|\n//|   first */\n//|   let x: Int = \"\"\n//|   \"\"\""),
      to: "chapters/第一章.md")
    let second = try book("build", "--quiet")
    #expect(second.status == 0, "\(second.messages)")
    #expect(
      try book.text("output/downloads/第一章.swift") == """
        // Chapter 1 of “Two lines”: A "title" of two lines */
        //
        // Short.
        //
        // import Nothing
        //
        // Run it with: book run 第一章.swift

        import Notebook

        // first */
        // let x: Int = ""
        // \"\"\"

        let lines = ["one", "two */ \\"\\"\\" \\\\"].joined(separator: "\\r\\n")
        show(rows: [["a", 1]], columns: ["letter", "number"])

        // The value one
        // two */ \"\"\" \\.

        """)
    let run = try book("run", "output/downloads/第一章.swift")
    #expect(run.status == 0, "\(run.messages)")
  }

  @Test("A downloaded exercise says whether its answer is right, and the chapter goes on")
  func exercise() throws {
    let book = try BookProgram()
    let answer = { (code: String) in
      """
      # A

      ```swift
      //| exercise: the "mean"
      func mean(_ a: [Int]) async throws -> Int { \(code) }
      ```

      ```swift
      //| check: the "mean"
      guard try await mean([1, 3]) == 2 else { fatalError("the mean of 1 and 3 is 2") }
      ```

      ```swift
      //| solution: the "mean"
      func mean(_ a: [Int]) async throws -> Int { a.reduce(0, +) / a.count }
      ```

      ```swift
      print("end")
      ```
      """
    }
    for (code, words) in [
      ("0", "not yet: the mean of 1 and 3 is 2"), ("[a[5]][0]", "not yet: "),
      ("throw CancellationError()", "not yet: CancellationError()"),
      ("try await Task.sleep(for: .milliseconds(1)); return 2", "passed"),
    ] {
      try book.write(answer(code), to: "chapters/01-a.md")
      let build = try book("build", "--quiet", "--edition", "student")
      #expect(build.status == 0, "\(build.messages)")
      let run = try book("run", "output/downloads/01-a.swift")
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("exercise “the \"mean\"”: \(words)"), "\(run.output)")
      #expect(run.output.hasSuffix("\nend\n"))
      #expect(run.output.split(separator: "\n").count == 2)
      #expect(run.messages == "")
    }
  }
}
