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
}
