import Foundation
import Testing

@Suite("Formulas")
struct FormulaTests {
  @Test("KaTeX renders TeX with MathML inside")
  func rendering() throws {
    let site = try SmallSite(["a.md": "# A\n\nThe $x_1^2$ & $$\\frac{a}{b}$$ here.\n"])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    #expect(page.contains("<annotation encoding=\"application/x-tex\">x_1^2</annotation>"))
    #expect(page.contains("<span class=\"katex-display\">"))
    #expect(page.contains("<mfrac>"))
    #expect(page.contains("assets/katex/katex.css"))
    let files = try site.files()
    #expect(files["assets/katex/fonts/KaTeX_Main-Regular.woff2"] != nil)
    let style = try site.page("assets/katex/katex.css")
    #expect(style.contains("woff2"))
    #expect(!style.contains(".ttf") && !style.contains(".woff)"))
  }

  @Test(
    "Matrices, cases and aligned lines are rendered",
    arguments: [
      "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
      "\\begin{cases} 1 & x > 0 \\\\ 0 \\end{cases}",
      "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}", "\\begin{array}{l|r} a & b \\end{array}",
      "\\begin{vmatrix} 1 \\end{vmatrix}", "\\substack{a \\\\ b}",
    ])
  func matrices(tex: String) throws {
    let site = try SmallSite(["a.md": "# A\n\n$$\(tex)$$\n"])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    #expect(try site.page("a.html").contains("<mtable"))
  }

  @Test("Only a long formula between words may be broken")
  func breaking() throws {
    let long = (1...20).map { "x_{\($0)}" }.joined(separator: " + ")
    let site = try SmallSite(["a.md": "# A\n\nShort $x + y$, long $\(long)$.\n"])
    #expect(try site.render().isEmpty)
    let page = try site.page("a.html")
    #expect(page.contains("Short <span class=\"katex\">"))
    #expect(page.contains("long <span class=\"long\"><span class=\"katex\">"))
  }

  @Test("A book without formulas carries no KaTeX")
  func unused() throws {
    let site = try SmallSite(["a.md": "# A\n\nText.\n"])
    #expect(try site.render().isEmpty)
    #expect(
      try site.files().keys.sorted() == [
        "a.html", "assets/index.js", "assets/site.css", "assets/site.js", "downloads/book.zip",
        "index.html",
      ])
    #expect(try !site.page("a.html").contains("katex"))
  }

  @Test(
    "A mistake is shown where it stands",
    arguments: [
      (
        "Let $a + \\foo b$ be.",
        """
        chapters/a.md:3:10: error: bad mathematics: Undefined control sequence: \\foo
        Let $a + \\foo b$ be.
                 ^
        """
      ),
      (
        "Let $$\\frac{é}{\\bar$$ be.",
        """
        chapters/a.md:3:21: error: bad mathematics: Unexpected end of input in a macro argument, \
        expected '}'
        Let $$\\frac{é}{\\bar$$ be.
                           ^
        """
      ),
      (
        "- point\n\n  $$\n  x = 1\n    + y_1_2\n  $$",
        """
        chapters/a.md:7:10: error: bad mathematics: Double subscript
            + y_1_2
                 ^
        """
      ),
    ])
  func mistakes(text: String, expected: String) throws {
    let site = try SmallSite(["a.md": "# A\n\n\(text)\n\nAnd $good$.\n"])
    #expect(try site.render().text == expected)
    #expect(try site.page("a.html").contains("application/x-tex\">good<"))
  }

  @Test("A mistake in a caption is shown in the option line")
  func mistakeInCaption() throws {
    let site = try SmallSite(["a.md": "# A\n\n```swift\n//| caption: A $\\foo$.\nshow(a)\n```\n"])
    #expect(
      try site.render([[[site.figure("x", altText: "x")]]]).text == """
        chapters/a.md:4:17: error: bad mathematics: Undefined control sequence: \\foo
        //| caption: A $\\foo$.
                        ^
        """)
  }

  @Test("Without KaTeX one message says what to do")
  func missing() throws {
    let site = try SmallSite(["a.md": "# A\n\nThe $x$ and $y$.\n"])
    #expect(
      try site.render(environment: ["KATEX_DIR": "/nowhere"]).text == """
        chapters/a.md:3:6: error: bad mathematics: KaTeX is not installed; `make setup` \
        installs it, or KATEX_DIR names its folder
        The $x$ and $y$.
             ^
        """)
  }
}
