import BookModel
import Testing

@Suite("Labels and references")
struct LabelTests {
  static let files = [
    "chapters/a.md": """
    ---
    title: A
    label: sec-a
    ---

    ## First {#sec-first}

    ### Inner
    ### Inner

    See @fig-two, @eq-energy.

    ```swift
    //| label: fig-one
    ```

    $$ E = m c^2 $$ {#eq-energy}
    """,
    "chapters/b.md": """
    # B {#sec-b}

    ```swift
    //| label: fig-two
    //| subcaptions:
    //|   - Of `{swift} 1`
    //|   - Other
    ```

    ```swift
    //| label: fig-three
    ```

    ```swift
    //| label: tbl-layers
    ```

    | a |
    |---|
    | 1 |

    : The *numbers* {#tbl-numbers}

    ```swift
    //| label: plain
    ```

    (@sec-first), @sec-a, @fig-two-b, @tbl-numbers's and mail@fig-two.org, \\@fig-none, `@fig-none`.
    """,
  ]

  @Test("Things with labels are numbered in their chapter")
  func numbers() throws {
    let (book, diagnostics) = try SmallBook(Self.files).load()
    #expect(diagnostics.isEmpty)
    #expect(
      book.targets.mapValues { $0.name(in: book.settings.words) } == [
        "sec-a": "Chapter 1", "sec-b": "Chapter 2", "fig-two-a": "Figure 2.1a",
        "fig-two-b": "Figure 2.1b", "sec-first": "Section 1.1", "fig-one": "Figure 1.1",
        "eq-energy": "Equation 1.1",
        "fig-two": "Figure 2.1", "fig-three": "Figure 2.2", "tbl-layers": "Table 2.1",
        "tbl-numbers": "Table 2.2", "plain": "plain",
      ])
    #expect(book.targets["fig-two"]?.chapterIndex == 1)
    #expect(
      book.targets["fig-two"]?.position
        == SourcePosition(file: "chapters/b.md", line: 4, column: 12))
  }

  @Test("Headings have numbers and anchors")
  func headings() throws {
    let chapter = try SmallBook(Self.files).load().book.chapters[0]
    let headings = chapter.blocks.compactMap { block -> Heading? in
      if case .heading(let heading) = block { heading } else { nil }
    }
    #expect(headings.map(\.number) == ["1.1", "1.1.1", "1.1.2"])
    #expect(headings.map(\.anchor) == ["sec-first", "inner", "inner-2"])
    #expect(headings[0].content == [.text("First")])
  }

  @Test("A title names what it refers to, in any chapter")
  func titles() throws {
    let (book, diagnostics) = try SmallBook([
      "chapters/a.md": "# Before @sec-b and *@fig-a*\n\n```swift\n//| label: fig-a\n```\n",
      "chapters/b.md": "# B {#sec-b}\n",
    ]).load()
    #expect(diagnostics.isEmpty)
    #expect(book.chapters.map(\.title) == ["Before Chapter 2 and Figure 1.1", "B"])
  }

  @Test("The paragraph below a table can be its caption")
  func tableCaption() throws {
    let chapter = try SmallBook(Self.files).load().book.chapters[1]
    let tables = chapter.blocks.compactMap { block -> ProseTable? in
      if case .table(let table) = block { table } else { nil }
    }
    #expect(tables.map(\.label) == ["tbl-numbers"])
    #expect(tables[0].caption.plainText == "The numbers")
    #expect(tables[0].rows == [[[.text("1")]]])
  }

  @Test("A label is used once, and both places are told")
  func duplicates() throws {
    let cell = "```swift\n//| label: fig-one\n```\n"
    let book = try SmallBook(["chapters/a.md": "# A\n\(cell)", "chapters/b.md": "# B\n\n\(cell)"])
    #expect(
      book.problems() == """
        chapters/b.md:4:12: error: the label `fig-one` is taken
        //| label: fig-one
                   ^
        hint: it first stands at chapters/a.md:3:12
        """)
  }

  @Test("Labels that name files differ by more than case")
  func labelsInCase() throws {
    let cell = { (label: String) in "```swift\n//| label: \(label)\n```\n" }
    let book = try SmallBook([
      "chapters/a.md":
        "# A\n\(cell("fig-one"))\(cell("fig-One"))\n$$x$$ {#eq-a}\n\n$$x$$ {#eq-A}\n",
      "chapters/b.md": "# B\n\n\(cell("fig-ONE"))",
    ])
    #expect(
      book.problems() == """
        chapters/a.md:6:12: error: the label `fig-One` differs from `fig-one` in case only
        //| label: fig-One
                   ^
        hint: give it another name
        """)
  }

  @Test("A reference to nothing is shown with the label it may mean")
  func dangling() throws {
    let book = try SmallBook(
      chapter: """
        # A

        [x]: https://example.org
        Text, then
            see [x] and @fig-kernel.

        ```swift
        //| label: fig-kernels
        //| caption: As in @sec-start.
        ```
        """)
    #expect(
      book.problems() == """
        chapters/a.md:5:17: error: no figure has the label `fig-kernel`
            see [x] and @fig-kernel.
                        ^
        hint: did you mean `@fig-kernels`?
        chapters/a.md:9:20: error: no section has the label `sec-start`
        //| caption: As in @sec-start.
                           ^
        """)
  }

  @Test("A label's first letters must fit what it labels")
  func wrongKind() throws {
    let book = try SmallBook(chapter: "# A\n\n## B {#fig-b}\n\n$$x$$ {#energy}\n")
    #expect(
      book.problems() == """
        chapters/a.md:3:6: error: `fig-b` cannot label this section
        ## B {#fig-b}
             ^
        hint: its label starts with `sec-`, such as `sec-loss`
        chapters/a.md:5:1: error: `energy` cannot label this equation
        $$x$$ {#energy}
        ^
        hint: its label starts with `eq-`, such as `eq-loss`
        """)
  }
}
