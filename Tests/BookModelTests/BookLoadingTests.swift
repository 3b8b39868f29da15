import BookModel
import Foundation
import Testing

@Suite("A book's folder")
struct BookLoadingTests {
  @Test("Chapters come in the order of their names, with the settings of book.yml")
  func order() throws {
    let book = try SmallBook([
      "chapters/02-second.md": "# Second\n",
      "chapters/10-last one.md": "# Last\n",
      "chapters/01-first.md": "---\ntitle: First\nsummary: How it *starts*.\n---\nText.\n",
      "chapters/notes.txt": "no chapter",
      "chapters/book.yml": """
      title: Digits
      subtitle: A walk
      description: |
        About $x$ and
        *more*.
      language: en-GB
      imports: [NeuralNet, Figures]
      environment: MNIST_DIR
      inputs:
        - $MNIST_DIR
        - data
      """,
    ])
    let (loaded, diagnostics) = book.load()
    #expect(diagnostics.isEmpty)
    #expect(loaded.chapters.map(\.title) == ["First", "Second", "Last"])
    #expect(loaded.chapters.map(\.slug) == ["01-first", "02-second", "10-last-one"])
    #expect(loaded.chapters.map(\.number) == [1, 2, 3])
    #expect(loaded.chapters[0].file == "chapters/01-first.md")
    #expect(loaded.chapters[0].summary == "How it *starts*.")
    #expect(loaded.chapters[0].summaryContent.plainText == "How it starts.")
    let settings = loaded.settings
    #expect((settings.title, settings.subtitle) == ("Digits", "A walk"))
    #expect(settings.language == "en-GB")
    #expect(settings.imports == ["NeuralNet", "Figures"])
    #expect(settings.environment == ["MNIST_DIR"])
    #expect(settings.inputs == ["$MNIST_DIR", "data"])
    #expect(loaded.description.count == 1)
  }

  @Test("A book needs no settings")
  func defaults() throws {
    let (book, diagnostics) = try SmallBook(chapter: "# Only\n").load()
    #expect(diagnostics.isEmpty)
    #expect(book.settings == BookSettings(title: "Untitled"))
  }

  @Test("A folder without a book is refused")
  func missingFolder() throws {
    #expect(
      try SmallBook([:]).problems() == """
        error: no folder `chapters` in BOOK
        hint: a book is a folder that holds `chapters/` with files `*.md`
        """)
    #expect(
      try SmallBook(["chapters/book.yml": "title: Empty\n"]).problems() == """
        error: no chapters in BOOK/chapters
        hint: a chapter is a file such as `chapters/01-start.md`
        """)
  }

  @Test("Bad settings are shown with their line")
  func badSettings() throws {
    let book = try SmallBook([
      "chapters/a.md": "# A\n",
      "chapters/book.yml": "title: A book\nsubtitel: two\nimports:\n  a: b\n",
    ])
    #expect(
      book.problems() == """
        chapters/book.yml:2:1: error: unknown setting `subtitel`
        subtitel: two
        ^
        hint: did you mean `subtitle`?
        chapters/book.yml:4:3: error: `imports` must be a list of texts, found `name: value` lines
          a: b
          ^
        """)
  }

  @Test("Two chapters cannot share a page")
  func clashingPages() throws {
    let book = try SmallBook([
      "chapters/a b.md": "# A\n", "chapters/a-b.md": "# B\n", "chapters/index.md": "# C\n",
    ])
    #expect(
      book.problems() == """
        error: the page `a-b.html` of chapters/a-b.md is already chapters/a b.md
        hint: rename the chapter's file
        error: the page `index.html` of chapters/index.md is already the table of contents
        hint: rename the chapter's file
        """)
  }

  @Test("Line ends of Windows and a byte order mark make no difference")
  func lineEnds() throws {
    let text = "---\ntitle: T\n---\nText.\n\n```swift\n//| label: one\nlet a = 1\nlet b = 2\n```\n"
    let book = try SmallBook([
      "chapters/a.md": text,
      "chapters/b.md": "\u{FEFF}"
        + text.replacing("\n", with: "\r\n").replacing("one", with: "two"),
    ])
    let (loaded, diagnostics) = book.load()
    #expect(diagnostics.isEmpty)
    let cells = loaded.chapters.flatMap(\.cells)
    #expect(cells.map(\.code) == ["let a = 1\nlet b = 2\n", "let a = 1\nlet b = 2\n"])
    #expect(cells.map(\.position.line) == [8, 8])
    #expect(loaded.chapters[0].lines.count == loaded.chapters[1].lines.count)
  }
}
