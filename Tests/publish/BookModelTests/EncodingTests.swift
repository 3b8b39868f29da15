import BookModel
import Foundation
import Testing

@Suite("Files that are not quite text")
struct EncodingTests {
  private static let hint = "hint: save the file in the encoding UTF-8"

  @Test(
    "The first byte that is no UTF-8 is shown at its place",
    arguments: [
      // Latin-1's ï at the end of a line, and at the end of the file.
      ("x\u{1}\n", [0xEF], "3:2", "0xEF", "x\u{FFFD}\n ^"),
      ("x\u{1}", [0xEF], "3:2", "0xEF", "x\u{FFFD}\n ^"),
      // Characters cut short, before a line end and before a letter.
      ("x\u{1}\n", [0xEF, 0xBF], "3:2", "0xEF", "x\u{FFFD}\n ^"),
      ("x\u{1}A\n", [0xEF, 0xBF], "3:2", "0xEF", "x\u{FFFD}A\n ^"),
      ("ab\u{1}\r\n", [0xF0, 0x9F, 0x98], "3:3", "0xF0", "ab\u{FFFD}\n  ^"),
      // A longer form than needed, a surrogate, a character past the last, a byte without its first.
      ("\u{1}\n", [0xC0, 0x80], "3:1", "0xC0", "\u{FFFD}\u{FFFD}\n^"),
      ("\u{1}\n", [0xED, 0xA0, 0x80], "3:1", "0xED", "\u{FFFD}\u{FFFD}\u{FFFD}\n^"),
      ("\u{1}\n", [0xF4, 0x90, 0x80, 0x80], "3:1", "0xF4", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\n^"),
      ("说\u{FFFD}\u{1}\n", [0x80], "3:7", "0x80", "说\u{FFFD}\u{FFFD}\n   ^"),
    ] as [(String, [UInt8], String, String, String)])
  func invalidUTF8(text: String, bad: [UInt8], place: String, byte: String, line: String) throws {
    let bytes = "# A\n\n\(text)".utf8.flatMap { $0 == 1 ? bad : [$0] }
    let book = try SmallBook([:])
    try book.write(Data(bytes), to: "chapters/a.md")
    #expect(
      book.problems() == """
        chapters/a.md:\(place): error: the file is not UTF-8: found the byte \(byte)
        \(line)
        \(Self.hint)
        """)
  }

  @Test("A file in UTF-16 is named for what it is", arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []])
  func utf16(mark: [UInt8]) throws {
    let book = try SmallBook(["chapters/b.md": "# B\n"])
    let text = "# Title\r\n\r\nText.\r\n".utf16
    let bytes = text.flatMap { mark.first == 0xFE ? [0, UInt8($0)] : [UInt8($0), 0] }
    try book.write(Data(mark + bytes), to: "chapters/a.md")
    #expect(
      book.problems() == """
        chapters/a.md:1:1: error: the file is not UTF-8: it looks like UTF-16
        \(Self.hint)
        """)
  }

  @Test("Characters that cannot be seen are shown where they do harm")
  func invisible() throws {
    let book = try SmallBook([
      "chapters/a.md": "\u{FEFF}# A\n\n@fig-no \0\n", "chapters/b.md": "# B\n\n\u{FEFF}## Two\n",
    ])
    #expect(
      book.problems() == """
        chapters/a.md:3:1: error: no figure has the label `fig-no`
        @fig-no ?
        ^
        chapters/a.md:3:9: error: a NUL character is no text
        @fig-no ?
                ^
        hint: remove it
        chapters/b.md:3:1: warning: an invisible byte order mark stands inside the file
        \u{FEFF}## Two
        ^
        hint: remove it: it belongs at the start of a file, or nowhere
        """)
  }

  @Test(
    "Settings and front matter have the same checks, and YAML's own",
    arguments: [
      (
        "title: x\u{1}".replacing("\u{1}", with: "\u{7F}"),
        """
        2:9: error: bad YAML: the character U+007F cannot stand here
        title: x\u{FFFD}
                ^
        hint: remove it, or write it as an escape in a text with double quotes
        """
      ),
      (
        "title: é\u{2028}x",
        """
        2:10: error: U+2028 ends a line in YAML, unseen
        title: é\u{2028}x
                ^
        hint: put a space in its place
        """
      ),
      (
        "? [title]\n: x",
        """
        2:3: error: the name of a setting must be a word
        ? [title]
          ^
        """
      ),
    ])
  func yaml(setting: String, expected: String) throws {
    let chapter = try SmallBook(chapter: "---\n\(setting)\n---\n# A\n").problems()
    #expect(chapter == "chapters/a.md:" + expected)
    let settings = try SmallBook(["chapters/a.md": "# A\n", "chapters/book.yml": "\n\(setting)\n"])
    #expect(settings.problems() == "chapters/book.yml:" + expected)
  }

  @Test("Lists that nest without end are refused")
  func deepYAML() throws {
    let setting = "title: " + String(repeating: "[", count: 100_000)
    let book = try SmallBook(["chapters/a.md": "# A\n", "chapters/book.yml": setting])
    #expect(
      book.load().diagnostics.map(\.message) == ["bad YAML: lists nest too deeply here"])
  }

  @Test(
    "A line ends with LF, CR and LF, or CR, whatever the file's other lines end with",
    arguments: ["\n", "\r\n", "\r", "mixed"])
  func lineEnds(end: String) throws {
    let text = """
      ---
      title: T
      summary: See @fig-no.
      ---
      Text
      goes on.

      ```swift
      //| label: one
      //| caption: |
      //|   two
      //|   lines
      let a = 1

      let b = 2
      ```
      prose @fig-none
      """
    let ends = end == "mixed" ? ["\r\n", "\r", "\r\n", "\n"] : [end]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let mixed = lines.enumerated().map { $1 + ends[$0 % ends.count] }.joined()
    let (book, diagnostics) = try SmallBook([
      "chapters/a.md": mixed, "chapters/book.yml": "title: A\rsubtitle: B\r\nlanguage: en\n",
    ]).load()
    #expect(
      diagnostics.map { [$0.position?.line, $0.position?.column] } == [[3, 14], [17, 7]])
    #expect((book.settings.title, book.settings.subtitle) == ("A", "B"))
    let chapter = book.chapters[0]
    #expect(chapter.lines == lines.map(String.init))
    #expect(chapter.cells.map(\.code) == ["let a = 1\n\nlet b = 2\n"])
    #expect(chapter.cells.map(\.options.caption) == ["two\nlines"])
    #expect(chapter.cells.map(\.position.line) == [13])
    #expect(chapter.blocks.count == 3)
  }

  @Test("Characters at which other programs break lines are text")
  func otherLineEnds() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: "# T\n\na\u{85}b\u{2028}c\u{B}d\n\n```swift\nlet a = 1 // \u{2028} x\n```\n"
    ).load()
    #expect(diagnostics.isEmpty)
    #expect(book.chapters[0].lines.count == 7)
    #expect(book.chapters[0].blocks.first == .paragraph([.text("a\u{85}b\u{2028}c\u{B}d")]))
    #expect(book.chapters[0].cells.map(\.code) == ["let a = 1 // \u{2028} x\n"])
  }
}
