import BookModel
import BookRecords
import Foundation
import ProgramTesting
import Testing

/// Books whose titles and labels are made to collide.
@Suite("Names and links on pages")
struct HostilePageTests {
  @Test(
    "All names on a page differ, each link leads somewhere, and none stands in another",
    arguments: [
      "## Contents\n## Text\n## Chapters\n## Footnote 1\n## Footnote 1 reference\n\nA.[^1]\n\n[^1]: B.",
      "## Kernel\n\n```swift\n//| label: kernel\n```\n\n## Kernel\n\n```swift\n//| label: kernel-2\n```",
      "## A\n## A 2\n## A\n## a\n## A-2\n## !!\n## Section\n## !",
      "## A\n\n> ## A\n\n- ## A\n\n<b id=\"a\">x</b>\n\nN.[^n]\n\n[^n]: X\n\n    ## A",
      "<i id=a-2></i>\n\n## A\n## A\n\n[x](#a) [y](#a-2) [z](#a-3)",
      "## See @sec-x\n\n## [link](https://example.org) <a href=\"#sec-x\">raw</a> X {#sec-x}",
      "## A <span id=\"once\">b</span> [c](b.md) $$x$$ {#eq-a}",
      "[x <a href=\"b.md\">y</a> z](b.md) [@sec-b](b.md) [a[^1]](b.md) [![i](i.png)](b.md)\n\n[^1]: N.",
      "<a href=\"b.md\">x [y](b.md) @sec-b [^1] <a href=\"b.md\">z</a> w</a> @sec-b\n\n[^1]: N.",
      "<a href=\"b.md\">\n\n## H @sec-b [b](b.md)\n\nA [b](b.md).[^1]\n\n</a>\n\n[b](b.md)\n\n[^1]: N.",
      "<div><a href=\"b.md\">\n\n[b](b.md)</a> [b](b.md)\n\n</div>\n\n## H",
      "A.[^1] B.[^2] C.[^1]\n\n[^1]: See.[^2]\n\n[^2]: See.[^1]",
      "## Sec a\n\n## Sec b\n",
    ])
  func collisions(text: String) throws {
    let site = try SmallSite([
      "a.md": "---\ntitle: A\nlabel: sec-a\nsummary: See @sec-b and [b](b.md).\n---\n\(text)\n",
      "b.md": "# B *[b](b.md)* @sec-b {#sec-b}\n\n## Contents\n",
      "book.yml": "description: |\n  ## Chapters\n\n  [a](#chapters) @sec-b\n",
    ])
    try site.write("png", to: "chapters/i.png")
    let problems = try site.render().filter { $0.severity == .error }
    #expect(problems.isEmpty, "\(problems.text)")
    #expect(try SitePages(in: site.site).problems() == [])
  }

  @Test(
    "A name that an author gives twice is an error at its place",
    arguments: [
      (
        "<b id=\"x\">a</b> <i id='x'>b</i>",
        "chapters/a.md:3:20: error: the place `x` is named twice on this page"
      ),
      (
        "```swift\n//| label: x\n```\n\n<div>\n<p id=x>a</p>\n</div>",
        "chapters/a.md:8:4: error: the place `x` is named twice on this page"
      ),
      (
        "<b id=\"_text\">a</b>",
        "chapters/a.md:3:4: error: names with an underscore at the start are the page's own, found "
          + "`_text`"
      ),
    ])
  func repeatedNames(text: String, message: String) throws {
    let site = try SmallSite(["a.md": "# A\n\n\(text)\n"])
    #expect(try site.render().text.hasPrefix(message))
  }

  @Test("Titles show mathematics wherever they stand, and as plain text in a browser's tab")
  func titles() throws {
    let site = try SmallSite([
      "1-a.md": "# Why $\\pi^2 < \\frac{a}{n+1}$\n\n## Of $x_1$\n",
      "2-b.md":
        "---\ntitle: \"The *root* $\\\\sqrt{2}$, $5 or <6>\"\nsummary: S $y$.\n---\nText.\n",
      "book.yml": "title: All of $\\alpha$\nsubtitle: And $\\beta$\n",
    ])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let (first, second, index) = (
      try site.page("1-a.html"), try site.page("2-b.html"), try site.page("index.html")
    )
    #expect(first.contains("<title>Why π²&lt;a/(n+1) · All of α</title>"))
    #expect(second.contains("<title>The *root* √2, $5 or &lt;6&gt; · All of α</title>"))
    #expect(second.contains("<meta name=\"description\" content=\"S y.\">"))
    #expect(index.contains("<title>All of α</title>"))
    for page in [first, second, index] {
      let body = page[(page.range(of: "<body")?.lowerBound ?? page.startIndex)...]
      #expect(!body.contains("Why $") && !body.contains("of $") && !body.contains("And $"))
      #expect(body.contains("Why <span class=\"katex\">"))
      #expect(page.contains("assets/katex/katex.css"))
    }
    #expect(try SitePages(in: site.site).problems() == [])
  }
}
