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
      ("0", "not yet: the mean of 1 and 3 is 2"), ("[a[5]][0]", "not yet\n"),
      ("throw CancellationError()", "not yet: Swift.CancellationError()"),
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

  @Test("A book that students took along builds to the pages that they have seen")
  func kit() throws {
    let book = try BookProgram()
    try book.write("title: Trees\n", to: "chapters/book.yml")
    try book.write("3\n", to: "data/höhe.csv")
    try book.write("named", to: "data/named.txt")
    try book.write("<svg xmlns='http://www.w3.org/2000/svg'/>", to: "chapters/tree.svg")
    try book.write(
      """
      # A

      ![A tree](tree.svg)

      ```swift
      //| export: true
      //| inputs: [data/named.txt]
      import Foundation
      let height = (try? String(contentsOfFile: "data/höhe.csv", encoding: .utf8)) ?? "none"
      ```

      """, to: "chapters/01-a.md")
    try book.write(
      """
      # B

      ```swift
      //| exercise: high
      let isHigh = false
      ```

      ```swift
      //| check: high
      guard isHigh else { fatalError("it is high") }
      ```

      ```swift
      //| solution: high
      let isHigh = height > "2"
      ```

      ```swift
      print(height)
      ```

      """, to: "chapters/02-b.md")
    let build = try book("build", "--quiet", "--edition", "student")
    #expect(build.status == 0, "\(build.messages)")
    let archive = book.folder.appending(path: "output/downloads/book.zip")
    let unzip = try Process.run(
      URL(filePath: "/usr/bin/env"),
      arguments: ["python3", "-m", "zipfile", "-e", archive.path, book.folder.path])
    unzip.waitUntilExit()
    let kit = book.folder.appending(path: "book").path
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: kit).sorted() == [
        "README.txt", "chapters", "chapters/01-a.md", "chapters/02-b.md", "chapters/book.yml",
        "chapters/tree.svg", "data", "data/höhe.csv", "data/named.txt",
      ])
    #expect(try book.text("book/chapters/book.yml") == "title: Trees\nedition: student\n")
    #expect(try !book.text("book/chapters/02-b.md").contains("height > "))

    let again = try book("build", "book", "--quiet")
    #expect(again.status == 0, "\(again.messages)")
    for path in ["index.html", "01-a.html", "02-b.html", "downloads/02-b.swift"] {
      #expect(try book.text("book/output/\(path)") == book.text("output/\(path)"), "\(path)")
    }
    #expect(
      try Data(contentsOf: book.folder.appending(path: "book/output/downloads/book.zip"))
        == Data(contentsOf: archive))
  }
}
