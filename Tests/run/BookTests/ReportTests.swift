import ProgramTesting
import Testing

@Suite("One build reports all", .onOwnThreads)
struct ReportTests {
  @Test("What cannot be read does not hide what running the other chapters finds")
  func all() throws {
    let book = try BookProgram()
    for (name, code) in [
      ("1-type", "let a: Int = \"a\""),
      ("2-trap", "print([0][CommandLine.arguments.count])"),
      ("3-fine", "print(try checkpoint(\"fine\") { 3 })"),
      ("4-late", "//| timeout: 1s\nwhile true {}"),
      ("5-option", "//| hde: input\nlet a: Int = try checkpoint(\"five\") { \"5\" }"),
      ("6-restores", "print(try restore(\"five\", as: Int.self))"),
      ("7-restores", "print(try restore(\"fine\", as: Int.self))"),
    ] {
      try book.write("# \(name)\n\n```swift\n\(code)\n```\n", to: "chapters/\(name).md")
    }
    try book.write(
      "# Prose\n\n@fig-nowhere\n\n```swift\nfatalError(\"8\")\n```\n", to: "chapters/8.md")
    try book.write(
      "# Open\n\n```swift\nlet a = 1\n\nProse that is no code.\n", to: "chapters/9.md")
    let build = try book("build", "--quiet")
    #expect(build.status == 1)
    let errors = Self.lines(of: build.messages, with: "error")
    let expected = [
      "chapters/5-option.md:4:5: error: unknown option `hde`",
      "chapters/8.md:3:1: error: no figure has the label `fig-nowhere`",
      "chapters/9.md:3:1: error: this ``` fence is never closed",
      "chapters/1-type.md:4:14: error: cannot convert value of type 'String' to specified type "
        + "'Int'",
      "chapters/2-trap.md:4:10: error: cell 1 trapped: Index out of range",
      "chapters/4-late.md:5:1: error: cell 1 ran longer than its timeout of T s",
      "chapters/5-option.md:5:39: error: cannot convert value of type 'String' to closure result "
        + "type 'Int'",
      "chapters/6-restores.md:4:11: error: not run to its end: it restores “five”, and "
        + "chapters/5-option.md has errors",
      "chapters/8.md:6:1: error: cell 1 trapped: 8",
      "The book has errors: output is as it was.",
    ]
    #expect(errors == expected)
    let check = try book("check")
    #expect(check.status == 1)
    let unread = ["unknown", "no figure", "type", "closed"]
    let found = expected.filter { line in unread.contains { line.contains($0) } }
    #expect(Self.lines(of: check.messages, with: ": error: ").sorted() == found.sorted())
  }

  private static func lines(of text: String, with word: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { $0.contains(word) }
  }
}
