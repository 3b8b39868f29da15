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

  @Test("Pipes and devices are no chapters", arguments: ["b.md", "book.yml"])
  func pipes(name: String) throws {
    let book = try SmallBook(chapter: "# Only\n")
    let path = book.folder.appending(path: "chapters/\(name)").path
    mkfifo(path, 0o600)
    let problem =
      "error: chapters/\(name): expected a file that can be read, found a pipe or a device"
    #expect(book.problems() == problem)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: "/dev/zero")
    #expect(book.problems() == problem)
  }

  @Test("Of a long line a message shows as much as somebody reads")
  func longLine() throws {
    let (before, behind) = (
      String(repeating: "é ", count: 500), String(repeating: " 漢", count: 500)
    )
    #expect(
      try SmallBook(chapter: "# A\n\n\(before)[x](no.png)\(behind)\n").problems() == """
        chapters/a.md:3:1501: error: no file is at `chapters/no.png`
        …\(before.suffix(80))[x](no.png)\(behind.prefix(55))…
        \(String(repeating: " ", count: 81))^
        """)
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

  @Test(
    "A page is named by the letters and digits of its file's name, in any script",
    arguments: [
      ("第一章", "第一章"), ("01-введение", "01-введение"), ("01-gro\u{308}ße", "01-gr\u{F6}ße"),
      ("हिन्दी २", "हिन्दी-२"), ("01: x", "01-x"), ("-a, b's (c)", "a-b-s-c"), ("a%20#b?.", "a-20-b"),
      ("1.2_x", "1.2_x"), ("🎉 end", "end"),
    ])
  func slugs(name: String, slug: String) throws {
    let (book, diagnostics) = try SmallBook(["chapters/\(name).md": "# A\n"]).load()
    #expect(diagnostics.isEmpty)
    #expect(book.chapters.map { Array($0.slug.unicodeScalars) } == [Array(slug.unicodeScalars)])
    #expect(book.chapters.map(\.file) == ["chapters/\(name).md"])
  }

  @Test("Names that no page or message can have are refused")
  func badNames() throws {
    let book = try SmallBook([
      "chapters/a.md": "# A\n", "chapters/🎉.md": "# B\n", "chapters/\"b\".md": "# C\n",
      "chapters/c\\d.md": "# D\n", "chapters/e\u{1B}[2J.md": "# E\n", "chapters/f\n.md": "# F\n",
    ])
    let hint = "hint: letters, digits, spaces and other marks of any script can stand in it"
    #expect(
      book.problems() == """
        error: the name of chapters/"b".md holds `"`
        \(hint)
        error: the name of chapters/c\\d.md holds `\\`
        \(hint)
        error: the name of chapters/e\u{FFFD}[2J.md holds the character U+001B
        \(hint)
        error: the name of chapters/f\u{FFFD}.md holds the character U+000A
        \(hint)
        error: no letter or digit is in the name of chapters/🎉.md
        hint: the name of its page is made of them: rename the chapter's file
        """)
  }

  @Test("A name that is too long for what is made of it is refused")
  func longNames() throws {
    let (fits, tooLong) = (
      String(repeating: "a", count: 200), String(repeating: "\u{7AE0}", count: 67)
    )
    #expect(
      try SmallBook(["chapters/\(fits).md": "# A\n", "chapters/\(tooLong).md": "# B\n"]).problems()
        == """
        error: the name of chapters/\(tooLong).md is too long
        hint: the files made of it have names too: 200 bytes are the most
        """)
    let label = "fig-" + String(repeating: "a", count: 97)
    #expect(
      try SmallBook(chapter: "# A\n\n```swift\n//| label: \(label)\n```\n").load().diagnostics.map {
        [$0.message] + $0.hints
      } == [["`\(label)` cannot be a label", "a label has 100 letters at the most"]])
  }

  @Test("A chapter that cannot be read is named, in our words")
  func unreadable() throws {
    let book = try SmallBook(["chapters/a.md": "# A\n", "chapters/b.md/x": ""])
    #expect(
      book.problems() == "error: chapters/b.md: expected a file that can be read, found a folder")
  }

  @Test(
    "A language is a tag",
    arguments: [
      ("english", "en"), ("Deutsch", "de"), ("en_US", "en-US"), ("de_DE.UTF-8", "de-DE"),
      ("e", nil),
      ("zh-", nil), ("klingonese", nil),
    ])
  func badLanguages(text: String, suggestion: String?) throws {
    let book = try SmallBook([
      "chapters/a.md": "# A\n", "chapters/book.yml": "language: \(text)\n",
    ])
    #expect(
      book.problems() == """
        chapters/book.yml:1:11: error: `language` must be a tag such as `en` or `de-CH`, found `\(text)`
        language: \(text)
                  ^
        """ + (suggestion.map { "\nhint: did you mean `\($0)`?" } ?? ""))
  }

  @Test(
    "A tag tells where lines begin",
    arguments: [
      ("en", false), ("de-CH", false), ("zh-Hant-TW", false), ("no", false), ("x-mine", false),
      ("he", true), ("ar-EG", true), ("fa", true), ("ur", true), ("yi", true), ("ar-Latn", false),
      ("ku-Arab", true), ("HE", true),
    ])
  func directions(tag: String, isRightToLeft: Bool) throws {
    let (book, diagnostics) = try SmallBook([
      "chapters/a.md": "# A\n", "chapters/book.yml": "language: \(tag)\nquotes: keep\n",
    ]).load()
    #expect(diagnostics.isEmpty)
    #expect(book.settings.language == tag)
    #expect(book.settings.languageTag.isRightToLeft == isRightToLeft)
    #expect(book.settings.quotes == .keep)
  }

  @Test("What cannot stand behind `import` is refused")
  func imports() throws {
    let book = try SmallBook([
      "chapters/a.md": "# A\n", "chapters/book.yml": "imports: [Figures, \"A\\nprint(1)\"]\n",
    ])
    #expect(
      book.load().diagnostics.map(\.message) == [
        "`imports` must be names of modules, found `A\nprint(1)`"
      ])
  }

  @Test("Two chapters cannot share a page")
  func clashingPages() throws {
    let book = try SmallBook([
      "chapters/a b.md": "# A\n", "chapters/a-b.md": "# B\n", "chapters/index.md": "# C\n",
      "chapters/Über.md": "# D\n", "chapters/über.md": "# E\n",
    ])
    #expect(
      book.problems() == """
        error: the page `a-b.html` of chapters/a-b.md is already chapters/a b.md
        hint: rename the chapter's file
        error: the page `index.html` of chapters/index.md is already the table of contents
        hint: rename the chapter's file
        error: the page `über.html` of chapters/über.md is already chapters/Über.md
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
