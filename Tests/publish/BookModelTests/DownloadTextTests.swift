import BookModel
import Testing

@Suite("The text of a download")
struct DownloadTextTests {
  /// Pieces of text that would end a comment, or do other harm, if they could.
  private static let pieces = [
    "word", " ", "\n", "\n\n", "\r", "\r\n", "\u{2028}", "\u{85}", "\u{B}", "\u{C}", "*/", "/*",
    "//",
    "\\", "\"\"\"", "\"", "'", "#", "#\"", "\\(x)", "}", "import Nothing", "#sourceLocation", "\t",
    "`", "说", "\u{202E}", ";",
  ]

  /// A text as YAML writes it in double quotes, with an escape for each character.
  private static func quoted(_ text: String) -> String {
    let escapes = text.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    return "\"\(escapes.joined())\""
  }

  @Test("Whatever captions, titles and values hold, comments stay comments")
  func randomTexts() throws {
    var random = SplitMix64(state: 13)
    for number in 0..<300 {
      func text() -> String {
        "x"
          + (0..<Int.random(in: 1...8, using: &random))
          .compactMap { _ in Self.pieces.randomElement(using: &random) }.joined()
      }
      let values = [text(), text()]
      let book = try SmallBook([
        "chapters/book.yml": "title: \(Self.quoted(text()))\nsubtitle: \(Self.quoted(text()))\n",
        "chapters/a.md": """
        ---
        title: \(Self.quoted(text()))
        summary: \(Self.quoted(text()))
        ---
        A value `{swift} a`.

        ```swift
        //| label: fig-a
        //| caption: \(Self.quoted(text() + "`{swift} b`"))
        //| alt: \(Self.quoted(text()))
        let a = 1
        ```

        ```swift
        //| run: false
        never()
        ```
        """,
      ]).load().book
      let download = ChapterDownload(
        book.chapters[0], of: book, edition: .instructor, values: values)
      let isSane = download.uncommented == "import Notebook\nlet a = 1\n"
      #expect(isSane && download.code == download.uncommented, "\(number): \(download.text)")
    }
  }

  @Test("A caption over several lines is a comment over several lines")
  func lines() throws {
    let book = try SmallBook([
      "chapters/book.yml": "title: |\n  Two\n  lines\n",
      "chapters/a.md": """
      ---
      title: >-
        A long
        title
      summary: |
        First.

        Second.
      ---
      ```swift
      //| caption: |
      //|   One */ "two"
      //|   three
      print(1)
      ```

      The value `{swift} text`.
      """,
    ]).load().book
    let download = ChapterDownload(
      book.chapters[0], of: book, edition: .instructor, values: ["a\r\nb\rc"])
    #expect(
      download.text == """
        // Chapter 1 of “Two lines”: A long title
        //
        // First.
        //
        // Second.
        //
        // Run it with: book run a.swift

        import Notebook

        // One */ "two"
        // three

        print(1)

        // The value a
        // b
        // c.

        """)
  }
}
