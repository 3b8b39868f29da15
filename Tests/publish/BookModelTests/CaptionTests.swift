import BookModel
import Testing

@Suite("Captions")
struct CaptionTests {
  @Test("A caption refers to the chapter's footnotes, numbered as the page has them")
  func footnotes() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: """
        ---
        summary: In short.[^Last]
        ---
        # T

        First.[^one]

        ```swift
        //| label: fig-a
        //| caption: "A *line*.[^src] And \\\\[^no]."
        ```

        Then.[^two]

        | a |
        |---|
        | 1 |
        : Numbers.[^src] {#tbl-a}

        [^src]: Only a caption refers to this, which says[^deep].
        [^two]: Two.
        [^one]: One.
        [^last]: Last.
        [^deep]: Deep.
        """
    ).load()
    #expect(diagnostics.isEmpty)
    let chapter = book.chapters[0]
    #expect(chapter.summaryContent == [.text("In short."), .footnote(0)])
    #expect(chapter.blocks[0] == .paragraph([.text("First."), .footnote(1)]))
    #expect(
      chapter.blocks[1]
        == .cell(
          CellPlace(
            index: 0,
            caption: [
              .text("A "), .emphasis([.text("line")]), .text("."), .footnote(2),
              .text(" And [^no]."),
            ])))
    guard case .table(let table) = chapter.blocks[3] else {
      Issue.record("no table in \(chapter.blocks)")
      return
    }
    #expect(table.caption == [.text("Numbers."), .footnote(2), .text("")])
    #expect(table.label == "tbl-a")
    #expect(table.rows == [[[.text("1")]]])
    #expect(
      chapter.footnotes.map { $0.first } == [
        .paragraph([.text("Last.")]), .paragraph([.text("One.")]),
        .paragraph([
          .text("Only a caption refers to this, which says"), .footnote(4), .text("."),
        ]),
        .paragraph([.text("Two.")]), .paragraph([.text("Deep.")]),
      ])
  }

  @Test("A footnote that is missing, or that nothing needs, is shown at its place")
  func footnoteProblems() throws {
    let book = try SmallBook(
      chapter: """
        # T

        ```swift
        //| caption: 'It''s said.[^no]'
        ```

        [^spare]: Spare.
        """)
    #expect(
      book.problems() == """
        chapters/a.md:4:26: warning: no footnote is called `no`
        //| caption: 'It''s said.[^no]'
                                 ^
        hint: write it as `[^no]: The note.`
        chapters/a.md:7:1: warning: nothing refers to the footnote `spare`
        [^spare]: Spare.
        ^
        hint: refer to it by `[^spare]`
        """)
  }

  @Test("A text without a chapter has no footnotes")
  func footnoteOfDescription() throws {
    let book = try SmallBook([
      "chapters/a.md": "# A\n",
      "chapters/book.yml": "description: |\n  About.[^n] And[^m].\n\n  [^n]: Note.\n",
    ])
    #expect(
      book.problems() == """
        chapters/book.yml:2:9: error: a footnote cannot be defined here
          About.[^n] And[^m].
                ^
        hint: captions and summaries refer to the footnotes of their chapter
        chapters/book.yml:2:17: warning: no footnote is called `m`
          About.[^n] And[^m].
                        ^
        hint: write it as `[^m]: The note.`
        """)
  }

  @Test("Each form of a text in YAML keeps the places of what stands in it")
  func places() throws {
    let book = try SmallBook(
      chapter: """
        # T

        ```swift
        //| label: fig-a
        //| caption: |
        //|   说 [x](no1.md)
        //|
        //|   and @fig-no2
        //| subcaptions: ['it''s @fig-no3', "q\\u0041 \\
        //|    @fig-no4", c @fig-no5]
        ```

        ```swift
        //| caption: >-
        //|   a
        //|   @fig-no6
        ```
        """)
    let messages = book.load().diagnostics.map { diagnostic in
      let name = diagnostic.message.split(separator: " ").last ?? ""
      return "\(diagnostic.position?.line ?? 0):\(diagnostic.position?.column ?? 0) \(name)"
    }
    #expect(
      messages == [
        "6:11 `no1.md`", "8:11 `fig-no2`", "9:26 `fig-no3`", "10:8 `fig-no4`", "10:21 `fig-no5`",
        "16:7 `fig-no6`",
      ])
  }

  @Test("The line below a table's rows is its caption, with or without a blank line between")
  func tableCaptions() throws {
    let book = try SmallBook(
      chapter: """
        # T

        | a | b |
        |---|---|
        | 1 | 2 |
        : The \\|x\\| norm {#tbl-a}

        > | a |
        > |---|
        > : Quoted {#tbl-b}

        | a |
        |---|
        : no caption | a cell |

        | a |
        |---|
        : Caption
        | 1 |

        : Lost {#tbl-c}
        """)
    #expect(
      book.problems() == """
        chapters/a.md:18:1: warning: this line is a row of the table, not its caption
        : Caption
        ^
        hint: put a blank line behind it
        """)
    let targets = book.load().book.targets
    #expect(targets.keys.sorted() == ["tbl-a", "tbl-b", "tbl-c"])
  }

  @Test("A label where it names nothing, and a caption that is no line, are shown")
  func lost() throws {
    let book = try SmallBook(
      chapter: """
        # T

        ![x](https://example.org/x.png) {#fig-x}

        : No table {#tbl-x}

        ```swift
        //| caption: 1. First
        ```
        """)
    #expect(
      book.load().diagnostics.filter { !$0.message.contains("picture") }.map(\.rendered)
        .joined(separator: "\n") == """
          chapters/a.md:3:33: warning: `{#fig-x}` labels nothing here
          ![x](https://example.org/x.png) {#fig-x}
                                          ^
          hint: it belongs behind a heading, a question or a `$$` formula, or into the line `: Caption` below a table
          chapters/a.md:5:12: warning: `{#tbl-x}` labels nothing here
          : No table {#tbl-x}
                     ^
          hint: it belongs behind a heading, a question or a `$$` formula, or into the line `: Caption` below a table
          chapters/a.md:8:14: error: a caption is a line of text, found a list
          //| caption: 1. First
                       ^
          hint: put a backslash before the mark that makes it a list
          """)
  }
}
