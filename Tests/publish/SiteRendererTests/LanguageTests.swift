import BookRecords
import Foundation
import Testing

@Suite("The book's language")
struct LanguageTests {
  /// The paragraph that a text becomes in a book with these settings.
  private func paragraph(_ text: String, settings: String) throws -> String {
    let site = try SmallSite(["a.md": "# A\n\n\(text)\n", "book.yml": settings + "\n"])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let match = try site.page("a.html").firstMatch(of: /<\/header>\n<p>((?s).*?)<\/p>/)
    return String(try #require(match).1)
  }

  @Test(
    "Quotation marks and apostrophes are those of the language",
    arguments: [
      (
        "en", #""so" 'so' don't ("x") "'in' out" dogs' '98"#,
        "“so” ‘so’ don’t (“x”) “‘in’ out” dogs’ ’98"
      ),
      ("en-GB", #"—"so" it's"#, "—“so” it’s"),
      ("de", #"Er sagte "gut" und 'ja'. Hans' It's"#, "Er sagte „gut“ und ‚ja‘. Hans’ It’s"),
      ("de-CH", #""gut" und 'ja'"#, "«gut» und ‹ja›"),
      (
        "fr", #"Il dit "oui" et s'en va. L'"eau" "a 'b'""#,
        "Il dit «\u{202F}oui\u{202F}» et s’en va. L’«\u{202F}eau\u{202F}» «\u{202F}a “b”\u{202F}»"
      ),
      ("es", #""sí" 'no'"#, "«sí» “no”"), ("es-MX", #""sí" 'no'"#, "“sí” ‘no’"),
      ("it", #""sì" l'"acqua""#, "«sì» l’«acqua»"), ("pt-PT", #""sim""#, "«sim»"),
      ("pt-BR", #""sim""#, "“sim”"), ("nl", #""ja" 'nee' zo'n"#, "“ja” ‘nee’ zo’n"),
      ("ru", #"Он: "да 'нет'""#, "Он: «да „нет“»"), ("uk", #""так" п'ять"#, "«так» п’ять"),
      ("pl", #""tak 'nie'""#, "„tak «nie»”"), ("cs", #""ano" 'ne'"#, "„ano“ ‚ne‘"),
      ("hu", #""igen 'nem'""#, "„igen »nem«”"), ("sv", #""ja" 'nej'"#, "”ja” ’nej’"),
      ("fi", #""joo""#, "”joo”"), ("no", #""ja" 'nei'"#, "«ja» ‘nei’"),
      ("he", #""שלום" צה"ל ה"שלום" צ'ק רח'"#, "”שלום” צה&quot;ל ה&quot;שלום&quot; צ'ק רח'"),
      ("ar", #""نعم""#, "«نعم»"), ("fa", #""بله""#, "«بله»"),
      ("zh", #"他说："好"，'是'。说"你好"。don't"#, "他说：“好”，‘是’。说“你好”。don’t"),
      ("zh-Hant", #"他說"好"和'是'"#, "他說「好」和『是』"), ("zh-TW", #""好""#, "「好」"),
      ("ja", #"彼は"はい"と"#, "彼は「はい」と"), ("ko", #"그는 "안녕"이라고"#, "그는 “안녕”이라고"),
    ])
  func marks(language: String, text: String, expected: String) throws {
    #expect(try paragraph(text, settings: "language: \(language)") == expected)
  }

  @Test(
    "What the author set stays, and so do inches and minutes",
    arguments: [
      ("en", "说“你好”。", "说“你好”。"), ("zh", "说“你好”。", "说“你好”。"),
      ("en", "«a» „b“ ‹c› 「d」 ’e’", "«a» „b“ ‹c› 「d」 ’e’"),
      ("de", "„gut“ “so” it’s", "„gut“ “so” it’s"), ("fr", "« oui » l’eau", "« oui » l’eau"),
      ("en", #"5" x 6' and 6'2" tall"#, "5&quot; x 6' and 6'2&quot; tall"),
      ("en", #"the 1990's "5""#, "the 1990’s “5”"),
      ("tlh", #""nuq" don't"#, "&quot;nuq&quot; don't"),
      ("x-mine", #""a""#, "&quot;a&quot;"),
    ])
  func kept(language: String, text: String, expected: String) throws {
    #expect(try paragraph(text, settings: "language: \(language)") == expected)
  }

  @Test("A setting keeps all marks, in titles too")
  func keepSetting() throws {
    let site = try SmallSite([
      "a.md": "# It's \"A\"\n\n\"so\"\n", "book.yml": "title: \"The 'book'\"\nquotes: keep\n",
    ])
    #expect(try site.render().isEmpty)
    let page = try site.page("a.html")
    #expect(page.contains("<p>&quot;so&quot;</p>"))
    #expect(!page.contains("“") && !page.contains("’"))
    #expect(try !site.page("index.html").contains("‘"))
  }

  @Test(
    "The page says its language, and where lines begin",
    arguments: [
      ("de-CH", "<html lang=\"de-CH\">"), ("he", "<html lang=\"he\" dir=\"rtl\">"),
      ("ar", "<html lang=\"ar\" dir=\"rtl\">"), ("ku-Arab", "<html lang=\"ku-Arab\" dir=\"rtl\">"),
    ])
  func direction(language: String, expected: String) throws {
    let site = try SmallSite(["a.md": "# A\n", "book.yml": "language: \(language)\n"])
    #expect(try site.render().isEmpty)
    #expect(try site.page("a.html").contains("\n\(expected)\n"))
    #expect(try site.page("index.html").contains("\n\(expected)\n"))
  }

  @Test("The style sheet says start and end, but where a side is meant")
  func logicalProperties() throws {
    let site = try SmallSite(["a.md": "# A\n"])
    #expect(try site.render().isEmpty)
    let sided = /(margin|padding|border(-\w+)?)-(left|right)|^\s*(left|right):|float:/
    let lines = try site.page("assets/site.css").split(separator: "\n")
    #expect(lines.filter { $0.contains(sided) }.isEmpty)
  }

  @Test("Pages have names and links in any script")
  func names() throws {
    let site = try SmallSite([
      "01-введение.md": "# A\n\n[two](第二章.md#größe), [three](03%3A%20x.md)\n",
      "第二章.md": "# B\n\n## Größe\n\n```swift\n//| label: fig-a\n```\n\n[one](01-введение.md)\n",
      "03: x.md": "# C\n\nSee @fig-a.\n",
    ])
    let plot = try site.figure("plot", altText: "A plot.")
    let problems = try site.render([[], [], [[plot]]])
    #expect(problems.isEmpty, "\(problems.text)")
    let files = try site.files().keys
    for name in [
      "01-введение.html", "第二章.html", "03-x.html", "downloads/第二章.swift",
      "figures/第二章/fig-a.light.png",
    ] {
      #expect(files.contains(name), "\(name)")
    }
    #expect(try site.page("01-введение.html").contains("<a href=\"第二章.html#größe\">two</a>"))
    #expect(try site.page("01-введение.html").contains("<a href=\"03-x.html\">three</a>"))
    #expect(try site.page("03-x.html").contains("href=\"第二章.html#fig-a\""))
  }

  @Test(
    "The words of the frame are those of the language, and English where it has none",
    arguments: [
      ("en", "Figure&nbsp;1.1", "Chapter 1", "The code to start from fails this check."),
      ("de-CH", "Abbildung&nbsp;1.1", "Kapitel 1", "Der Ausgangscode besteht diese Prüfung nicht."),
      ("fr", "Figure&nbsp;1.1", "Chapitre 1", "Le code de départ échoue à cette vérification."),
      ("es", "Figura&nbsp;1.1", "Capítulo 1", "El código de partida no supera esta comprobación."),
      ("zh-Hant", "图&nbsp;1.1", "第 1 章", "起始代码没有通过这项检查。"),
      ("ja", "図1.1", "第1章", "最初のコードはこの検査に通りません。"),
      ("he", "איור&nbsp;1.1", "פרק 1", "קוד ההתחלה אינו עובר את הבדיקה."),
      ("tlh", "Figure&nbsp;1.1", "Chapter 1", "The code to start from fails this check."),
    ])
  func words(language: String, figure: String, chapter: String, check: String) throws {
    let site = try SmallSite([
      "a.md": """
      # A

      See @fig-a.

      ```swift
      //| label: fig-a
      //| caption: B
      show(a)
      ```

      ```swift
      //| exercise: e
      ```

      ```swift
      //| check: e
      fatalError()
      ```

      ```swift
      //| solution: e
      ```
      """, "book.yml": "language: \(language)\n",
    ])
    let failure = FailureOutput(kind: .trap, messages: [.init(text: "no", line: 0, column: 1)])
    let problems = try site.render(
      [[[try site.figure("a", altText: "A")], [], [.failure(failure)], []]])
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    #expect(page.contains("href=\"#fig-a\">\(figure)</a>"))
    #expect(
      page.contains(
        "<span class=\"number\">\(figure.replacing("&nbsp;", with: " "))</span>"))
    #expect(page.contains("<p class=\"kicker\">\(chapter)</p>"))
    #expect(page.contains("<p>\(check)</p>"))
  }
}
