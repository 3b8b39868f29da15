import Foundation
import ProgramTesting
import Testing

@Suite("Options of a build", .onOwnThreads)
struct BuildTests {
  @Test("Errors are shown on pages if asked for, and the first one ends a build if asked for")
  func failures() throws {
    let book = try BookProgram()
    try book.write(
      """
      # A

      ```swift
      print("before")
      let empty: [Int] = []
      print(empty[CommandLine.arguments.count])
      ```

      It is `{swift} empty.count`, and not in @fig-after.

      ```swift
      //| label: fig-after
      //| caption: What is missing.
      print("after")
      ```
      """, to: "chapters/a.md")
    try book.write("# B\n\n```swift\nlet b: Int = \"<b>\"\n```\n", to: "chapters/b.md")
    try book.write("# C\n\n```swift\nprint(3)\n```\n", to: "chapters/c.md")
    let trap = """
      chapters/a.md:6:12: error: cell 1 trapped: Index out of range
      print(empty[CommandLine.arguments.count])
                 ^
      hint: not run because of it: fig-after
      """

    let fast = try book("build", "--fail-fast", "--jobs", "1")
    #expect(fast.status == 1)
    #expect(
      fast.messages == """
        chapters/a.md: failed
        \(trap)
        The book has errors: output is as it was.

        """)
    #expect(throws: (any Error).self) { try book.text("output/index.html") }

    let all = try book("build", "--keep-going", "--quiet")
    #expect(all.status == 1)
    #expect(
      all.messages == """
        \(trap)

        chapters/b.md:4:14: error: cannot convert value of type 'String' to specified type 'Int'
        let b: Int = "<b>"
                     ^

        """)
    let banner = "This chapter has errors. What you see is what ran before them."
    let a = try book.text("output/a.html")
    for text in [
      banner, "<samp>before\n</samp>", "error: cell 1 trapped: Index out of range\n",
      "It is (not run), ", "id=\"fig-after\"", "Not run: cell 1 failed.",
    ] { #expect(a.contains(text), "\(text)") }
    #expect(!a.contains("<samp>after"))
    let b = try book.text("output/b.html")
    #expect(b.contains(banner))
    #expect(b.contains("let b: Int = &quot;&lt;b&gt;&quot;\n"))
    let c = try book.text("output/c.html")
    #expect(c.contains("<samp>3\n</samp>"))
    #expect(!c.contains(banner))
  }

  @Test("What differs is said part by part, and what comes out otherwise byte by byte")
  func comparisons() throws {
    let book = try BookProgram()
    try book.write(
      "# A\n\n```swift\n//| label: number\nprint(1)\n```\n", to: "chapters/a.md")
    #expect(try book("why", "a.md").output == "a.md: no results of chapters/a.md are kept\n")
    let same = try book("build", "--verify")
    #expect(same.status == 0)
    #expect(same.messages.hasSuffix("Everything came out the same a second time.\n"))
    #expect(
      try book("why", "number").output == "number: nothing differs: kept results are used\n")

    try book.write(
      "# A\n\n```swift\n//| label: number\nprint(UInt64.random(in: 0 ... .max))\n```\n",
      to: "chapters/a.md")
    try book.write("imports: [Figures]\n", to: "chapters/book.yml")
    try book.program(
      "swiftc",
      """
      #!/bin/sh
      [ "$1" = --version ] && echo "Swift version 99" && exit
      PATH=${PATH#*:}
      exec swiftc "$@"
      """)
    let lines = try book.start(["why", "number"], programs: "programs").end().output
      .split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("number: the compiler was “"))
    #expect(lines[0].hasSuffix("” and is “Swift version 99”"))
    #expect(lines[1] == "number: the list of the book's imports was “” and is “Figures”")
    #expect(lines[2] == "number: the code of cell 1 (chapters/a.md:5) differs")
    let unknown = try book("why", "nothing")
    #expect(unknown.status == 1)
    #expect(
      unknown.messages
        == "error: no cell has the label “nothing”, and no chapter's file this name\n")

    let different = try book("build", "--verify", "--quiet")
    #expect(different.status == 1)
    #expect(
      different.messages == """
        not the same: what number of chapters/a.md leaves
        not the same: a.html
        not the same: assets/index.js

        """)
  }

  @Test(
    "Numbers without sense are refused",
    arguments: [
      ("--memory", "inf", "a number from 0.001 to 1000000"),
      ("--memory", "-1", "a number from 0.001 to 1000000"),
      ("--memory", "nan", "a number from 0.001 to 1000000"),
      ("--memory", "1e-12", "a number from 0.001 to 1000000"),
      ("--cache-size", "1e300", "a number from 0.001 to 1000000"),
      ("--cache-size", "", "a number from 0.001 to 1000000"),
      ("--compile-timeout", "0", "a number from 0.001 to 1000000"),
      ("--compile-timeout", "-inf", "a number from 0.001 to 1000000"),
      ("--jobs", "0", "a whole number of at least 1"),
      ("--jobs", "-1", "a whole number of at least 1"),
      ("--jobs", "99999999999999999999", "a whole number of at least 1"),
    ])
  func numbers(option: String, value: String, expected: String) throws {
    let build = try BookProgram().start(["build", option, value]).end()
    #expect(build.status == 2)
    let name = option.dropFirst(2)
    #expect(
      build.messages.hasPrefix(
        "Error: The value '\(value)' is invalid for '\(option) <\(name)>': expected \(expected)\n"),
      "\(build.messages)")
  }
}
