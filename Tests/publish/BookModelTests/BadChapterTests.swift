import BookModel
import Foundation
import Testing

@Suite("What is wrong with a chapter")
struct BadChapterTests {
  @Test(
    "Each problem is shown at its place",
    arguments: [
      ("", "chapters/a.md:1:1: error: the chapter is empty"),
      (" \n\n", "chapters/a.md:1:1: error: the chapter is empty\n \n^"),
      (
        "Text.\n",
        """
        chapters/a.md:1:1: error: the chapter has no title
        Text.
        ^
        hint: start the file with a line `# Title`, or with front matter that has `title:`
        """
      ),
      (
        "# One\n\n# Two\n",
        """
        chapters/a.md:3:1: error: a chapter has one title
        # Two
        ^
        hint: start sections with `##`
        """
      ),
      (
        "# One\n\n#### Deep\n",
        """
        chapters/a.md:3:1: warning: a heading of level 4 stands below one of level 1
        #### Deep
        ^
        hint: use ## here
        """
      ),
      (
        "---\ntitle: T\n",
        """
        chapters/a.md:1:1: error: the front matter is never closed
        ---
        ^
        hint: end it with a line `---`
        """
      ),
      (
        "---\ntitel: T\n---\n# T\n",
        """
        chapters/a.md:2:1: error: unknown setting `titel`
        titel: T
        ^
        hint: did you mean `title`?
        """
      ),
      (
        "---\ntitle: Nets: a start\n---\n# T\n",
        """
        chapters/a.md:2:12: error: bad YAML: mapping values are not allowed in this context
        title: Nets: a start
                   ^
        hint: put a text that holds `: ` or starts with a special character in quotes
        """
      ),
      (
        "# T\n\n```swift\nlet a = 1\n",
        """
        chapters/a.md:3:1: error: this ``` fence is never closed
        ```swift
        ^
        hint: end it with a line ```
        """
      ),
      (
        "# T\n\n- point\n  ~~~~\n  code\n\ntext\n",
        """
        chapters/a.md:4:3: error: this ~~~~ fence is never closed
          ~~~~
          ^
        hint: end it with a line ~~~~
        """
      ),
      (
        "# T\n\nSo that\n$$\nx = 1\n\ntext\n",
        """
        chapters/a.md:4:1: error: this $$ is never closed
        $$
        ^
        hint: end the formula with $$; no blank line may stand in it
        """
      ),
      (
        "# T\n\nSo that 名 $$x = 1\n",
        """
        chapters/a.md:3:13: error: this $$ is never closed
        So that 名 $$x = 1
                   ^
        hint: end the formula with $$, or write \\$ for a dollar sign
        """
      ),
      (
        "# T\n\n[^n]\n\n[^n]: ```swift\n      let a = 1\n      ```\n",
        """
        chapters/a.md:5:7: error: a cell cannot stand here
        [^n]: ```swift
              ^
        """
      ),
      (
        "# T\n\nA `{swift} ` value.\n",
        """
        chapters/a.md:3:4: error: `{swift}` stands without an expression
        A `{swift} ` value.
           ^
        """
      ),
      (
        "# T\n\nSee [the next](b.md#x).\n",
        """
        chapters/a.md:3:5: error: no chapter is called `b.md`
        See [the next](b.md#x).
            ^
        hint: did you mean `a.md`?
        """
      ),
      (
        "# T\n\n[a](b.html), [b](#part-2), [c](a.md#t).\n\n## Part 1\n\n<b id='t'>t</b>\n",
        """
        chapters/a.md:3:1: error: no file is at `chapters/b.html`
        [a](b.html), [b](#part-2), [c](a.md#t).
        ^
        hint: link to a chapter by its file, such as `a.md`
        chapters/a.md:3:14: error: no place in a.md is called `part-2`
        [a](b.html), [b](#part-2), [c](a.md#t).
                     ^
        hint: did you mean `#part-1`?
        """
      ),
      (
        "# T\n\nA note[^n] is[^m] missing.\n\n[^n]: Here.\n",
        """
        chapters/a.md:3:14: warning: no footnote is called `m`
        A note[^n] is[^m] missing.
                     ^
        hint: write it as `[^m]: The note.`
        """
      ),
      (
        "# T\n\n![A digit](digit.png)\n",
        """
        chapters/a.md:3:1: error: no picture is at `chapters/digit.png`
        ![A digit](digit.png)
        ^
        """
      ),
      (
        "# T\n\n![A digit](https://example.org/digit.png)\n",
        """
        chapters/a.md:3:1: error: a picture must be a file of the book, found \
        `https://example.org/digit.png`
        ![A digit](https://example.org/digit.png)
        ^
        hint: pages ask no other host: put the picture beside the chapters
        """
      ),
    ])
  func problems(chapter: String, expected: String) throws {
    #expect(try SmallBook(chapter: chapter).problems() == expected)
  }

  @Test("A file that is not UTF-8 is shown at the first bad byte")
  func invalidUTF8() throws {
    let book = try SmallBook([:])
    try book.write(
      Data("# T\n\nM".utf8) + [0xFC] + Data("ller\n\n@fig-a\n".utf8), to: "chapters/a.md")
    #expect(
      book.problems() == """
        chapters/a.md:3:2: error: the file is not UTF-8: found the byte 0xFC
        M\u{FFFD}ller
         ^
        hint: save the file in the encoding UTF-8
        chapters/a.md:5:1: error: no figure has the label `fig-a`
        @fig-a
        ^
        """)
  }

  @Test("All problems of all chapters are found at once")
  func allAtOnce() throws {
    let book = try SmallBook([
      "chapters/a.md": "```swift\n//| lable: x\n//| hide: all\n```\n",
      "chapters/b.md": "# B\n\n@eq-loss and @tbl-layers\n",
    ])
    let messages = book.load().diagnostics.map { "\($0.position?.line ?? 0) \($0.message)" }
    #expect(
      messages == [
        "1 the chapter has no title", "2 unknown option `lable`",
        "3 `hide` must be `input`, `output` or `cell`, found `all`",
        "3 no equation has the label `eq-loss`", "3 no table has the label `tbl-layers`",
      ])
  }

  @Test("A chapter of 5 MB is read in linear time, about a second", .timeLimit(.minutes(15)))
  func largeChapter() throws {
    let part = """
      ## A section with $x^2$ and `code`

      Some *prose* with $a_1 + b_1$, a price of $5 and $6, and a note [^n].
      It goes on with `{swift} a + 1` and a [link](https://example.org).

      ```swift
      //| timeout: 5s
      let a = 1
      ```

      | a | b |
      |---|---|
      | 1 | $2$ |


      """
    let text =
      "# Large\n\n" + String(repeating: part, count: 5_000_000 / part.utf8.count) + "[^n]: Note.\n"
    let book = try SmallBook(chapter: text)
    let loaded = book.load()
    #expect(loaded.diagnostics.isEmpty)
    #expect(loaded.book.chapters[0].cells.count > 10_000)
  }

  @Test(
    "Odd chapters of 1 MB take no more than their share", .timeLimit(.minutes(15)),
    arguments: ["$a ", "$$ ", "@fig", "> ", "- ", "`{swift} a` ", "[", "*a ", "| ", "{swift} $ "])
  func oddChapters(piece: String) throws {
    let book = try SmallBook(
      chapter: "# Odd\n\n" + String(repeating: piece, count: 1_000_000 / piece.utf8.count) + "\n")
    #expect(book.load().book.chapters.count == 1)
  }
}
