import BookModel
import Testing

@Suite("Prose")
struct ProseTests {
  /// The formulas of a paragraph, `$$` formulas in brackets.
  private func formulas(in blocks: [Block]) -> [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .paragraph(let inlines): inlines.compactMap(formula)
      case .formula(let formula): ["[\(formula.tex)]"]
      case .list(let list): list.items.flatMap { formulas(in: $0.blocks) }
      case .quotation(let blocks): formulas(in: blocks)
      case .table(let table): table.rows.flatMap { $0 }.flatMap { $0 }.compactMap(formula)
      default: []
      }
    }
  }

  private func formula(_ inline: Inline) -> String? {
    guard case .formula(let formula) = inline else { return nil }
    return formula.isDisplayed ? "[\(formula.tex)]" : formula.tex
  }

  @Test(
    "Dollar signs are mathematics where Pandoc says so",
    arguments: [
      ("It costs $5 and $6.", []),
      ("It costs $5 and 6$ more.", ["5 and 6"]),
      ("The map $x_1*y_1*z$ is.", ["x_1*y_1*z"]),
      ("From $a$ to $b$, $c$.", ["a", "b", "c"]),
      ("No $ a$ or $a $ here.", []),
      ("A \\$5 note and $x$.", ["x"]),
      ("Dollars $\\$5$ inside.", ["\\$5"]),
      ("Code `$a$` and $b$.", ["b"]),
      ("Over\nlines $a +\nb$ too.", ["a +\nb"]),
      ("$a$1 is none.", []),
      ("Then $$a_b*c*$$ follows.", ["[a_b*c*]"]),
      ("$$\na\n  - b\n= c\n> d\n$$", ["[\na\n  - b\n= c\n> d\n]"]),
      ("Text\n$$ x $$\nmore.", ["[ x ]"]),
      ("- point\n  $$\n  x\n  $$\n\n> $$y$$", ["[\nx\n]", "[y]"]),
      ("| a |\n|---|\n| $\\|x\\|$ |", ["|x|"]),
      ("<b title=\"$a$\">$b$</b>", ["b"]),
      ("```\n$a$\n$$b$$\n```", []),
      ("    $$a$$", []),
      ("$\\text{a}$ and $$\\text{costs \\$$}$$", ["\\text{a}", "[\\text{costs \\$$}]"]),
    ])
  func mathematics(text: String, expected: [String]) throws {
    let (book, diagnostics) = try SmallBook(chapter: "# T\n\n\(text)\n").load()
    #expect(diagnostics.isEmpty)
    #expect(formulas(in: book.chapters[0].blocks) == expected)
  }

  @Test("Inline expressions know their place and what stands before them")
  func inlineExpressions() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: """
        # T

        Sum `{swift} 1 + 1`, code `{swift}` `` `{swift} x` ``
           and on a
            further line `` {swift} "`" ``[^n].

        ```swift
        //| caption: There are `{swift} a`.
        let a = 1
        ```

        > `{swift}   a`

        [^n]: A note `{swift} a + 2`.
        """.replacing("code `{swift}` ", with: "code ")
    ).load()
    #expect(diagnostics.isEmpty)
    let expressions = book.chapters[0].inlineExpressions
    #expect(expressions.map(\.code) == ["1 + 1", "\"`\"", "a", "a", "a + 2"])
    #expect(expressions.map(\.index) == [0, 1, 2, 3, 4])
    #expect(expressions.map(\.cellsBefore) == [0, 0, 1, 1, 1])
    #expect(expressions.map(\.position.line) == [3, 5, 8, 12, 14])
    #expect(expressions.map(\.position.column) == [14, 29, 33, 14, 23])
    for expression in expressions {
      let line = book.chapters[0].lines[expression.position.line - 1]
      #expect(
        line.utf8.dropFirst(expression.position.column - 1).starts(with: expression.code.utf8))
    }
  }

  @Test("Footnotes and link definitions work across cells")
  func acrossCells() throws {
    let chapter = try SmallBook(
      chapter: """
        # T

        First[^b] and [a link][home].

        ```swift
        print(1)
        ```

        Second[^a], again[^b].

        [^a]: Note *a*.
        [^b]: Note b.

        [home]: https://example.org "Home"
        """
    ).load().book.chapters[0]
    #expect(
      chapter.footnotes == [
        [.paragraph([.text("Note b.")])],
        [.paragraph([.text("Note "), .emphasis([.text("a")]), .text(".")])],
      ])
    #expect(
      chapter.blocks[2]
        == .paragraph([
          .text("Second"), .footnote(1), .text(", again"), .footnote(0), .text("."),
        ]))
    guard case .paragraph(let first) = chapter.blocks[0],
      case .link(let link) = first.dropLast().last
    else {
      Issue.record("no link in \(chapter.blocks[0])")
      return
    }
    #expect((link.destination, link.title) == ("https://example.org", "Home"))
  }

  @Test("GitHub's extensions are read")
  func extensions() throws {
    let chapter = try SmallBook(
      chapter: """
        # T

        - [x] ~~done~~
        - [ ] open

        | l | r |
        |:--|--:|
        | 1 | 2 |

        3. three

        www.example.org
        """
    ).load().book.chapters[0]
    #expect(
      chapter.blocks[0]
        == .list(
          List(
            start: nil, isTight: true,
            items: [
              List.Item(
                blocks: [.paragraph([.strikethrough([.text("done")])])], isDone: true),
              List.Item(blocks: [.paragraph([.text("open")])], isDone: false),
            ])))
    #expect(
      chapter.blocks[1]
        == .table(
          ProseTable(
            alignments: [.left, .right], header: [[.text("l")], [.text("r")]],
            rows: [[[.text("1")], [.text("2")]]])))
    guard case .list(let numbered) = chapter.blocks[2] else {
      Issue.record("no list in \(chapter.blocks[2])")
      return
    }
    #expect(numbered.start == 3)
    guard case .paragraph(let last) = chapter.blocks[3], case .link(let link) = last[0] else {
      Issue.record("no link in \(chapter.blocks[3])")
      return
    }
    #expect(link.destination == "http://www.example.org")
  }

  @Test("The title is the first heading where the front matter has none")
  func title() throws {
    let chapter = try SmallBook(chapter: "# The $x$ of `code`\n\nText.\n").load().book.chapters[0]
    #expect(chapter.title == "The x of code")
    #expect(chapter.blocks == [.paragraph([.text("Text.")])])
  }
}
