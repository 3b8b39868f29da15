import Foundation
import Testing

@Suite("Prose on a page")
struct ProseOnPageTests {
  /// The HTML of a chapter with this text below its title.
  private func body(_ text: String) throws -> String {
    let site = try SmallSite(["a.md": "# A\n\n\(text)\n"])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    let start = try #require(page.range(of: "</header>\n", options: .backwards)).upperBound
    let end = try #require(page.range(of: "\n</main>")).lowerBound
    return String(page[start..<end]).trimmingCharacters(in: .newlines)
  }

  @Test(
    "Markdown becomes HTML",
    arguments: [
      ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"),
      ("a\\\nb", "<p>a<br>\nb</p>"),
      ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
      ("- a\n- b", "<ul>\n<li>a\n</li>\n<li>b\n</li>\n</ul>"),
      ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>"),
      (
        "- [x] a",
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
          + "a\n</li>\n</ul>"
      ),
      ("---", "<hr>"),
      (
        "```sh\na <b\n```",
        "<div class=\"code\" data-language=\"sh\"><pre tabindex=\"0\"><code>a &lt;b\n"
          + "</code></pre></div>"
      ),
      (
        "[a](a.md \"t\") <https://example.org/?a&b>",
        "<p><a href=\"a.html\" title=\"t\">a</a> "
          + "<a href=\"https://example.org/?a&amp;b\">https://example.org/?a&amp;b</a></p>"
      ),
      (
        "## Über *Netze*",
        "<h2 id=\"über-netze\"><span class=\"number\">1.1</span> Über <em>Netze</em> "
          + "<a class=\"anchor\" href=\"#über-netze\" aria-label=\"Link to this section\">#</a></h2>"
      ),
      (
        "It's \"so\": *'a'* \"`\"b\"`\" 'c\nd' in '98, \"[e](a.md \"'f'\")\"",
        "<p>It’s “so”: <em>‘a’</em> “<code>&quot;b&quot;</code>” ‘c\nd’ in ’98, "
          + "“<a href=\"a.html\" title=\"'f'\">e</a>”</p>"
      ),
      ("<div class=\"x\">\n*raw*\n</div>", "<div class=\"x\">\n*raw*\n</div>"),
    ])
  func markdown(text: String, expected: String) throws {
    #expect(try body(text) == expected)
  }

  @Test("A table has its caption above it")
  func table() throws {
    #expect(
      try body("| a | b |\n|:-:|--:|\n| 1 | *2* |\n\n: Two {#tbl-two}") == """
        <figure class="table" id="tbl-two">
        <figcaption><span class="number">Table 1.1</span> Two</figcaption>
        <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th class="center">a</th><th class="right">b</th></tr>
        </thead>
        <tbody>
        <tr><td class="center">1</td><td class="right"><em>2</em></td></tr>
        </tbody>
        </table></div>
        </figure>
        """)
  }

  @Test("Footnotes stand at the end, with a link back to each use")
  func footnotes() throws {
    let html = try body(
      "One[^n].\n\n```swift\n//| run: false\n```\n\nTwo[^n].\n\n[^n]: The *note*.")
    #expect(
      html.hasPrefix(
        """
        <p>One<sup class="footnote-mark" id="_footnote-1-reference"><a href="#_footnote-1" \
        role="doc-noteref" aria-label="Footnote 1">1</a></sup>.</p>
        """))
    #expect(html.contains("id=\"_footnote-1-reference-2\""))
    #expect(
      html.hasSuffix(
        """
        <li id="_footnote-1"><p>The <em>note</em>. <a href="#_footnote-1-reference" \
        role="doc-backlink" aria-label="Back to the text">↩</a> \
        <a href="#_footnote-1-reference-2" role="doc-backlink" aria-label="Back to the text">↩</a></p>
        </li>
        </ol>
        </section>
        """))
  }

  @Test("A caption's footnote mark leads to the note, wherever else it is used")
  func captionFootnotes() throws {
    let site = try SmallSite([
      "a.md": """
      ---
      summary: Short[^src].
      ---
      # A

      | a |
      |---|
      | 1 |
      : Caption[^src] {#tbl-a}

      [^src]: The source.
      """
    ])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    let marks = page.matches(of: /id="(_footnote[^"]*)"/).map { String($0.1) }
    #expect(marks == ["_footnote-1-reference", "_footnote-1-reference-2", "_footnote-1"])
    #expect(page.matches(of: /href="#(_footnote-1[^"]*)"/).count == 4)
    #expect(page.contains("Table 1.1</span> Caption<sup class=\"footnote-mark\""))
    #expect(try !site.page("index.html").contains("footnote"))
  }

  @Test("References and links lead to other chapters")
  func otherChapters() throws {
    let site = try SmallSite([
      "1-a.md": "# A\n\nSee @sec-b, @eq-b and [more](2-b.md#sec-b); [@sec-b](2-b.md).\n",
      "2-b.md": "# B\n\n## Part {#sec-b}\n\n$$x$$ {#eq-b}\n",
    ])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    #expect(
      try site.page("1-a.html").contains(
        """
        <p>See <a class="reference" href="2-b.html#sec-b">Section&nbsp;2.1</a>, \
        <a class="reference" href="2-b.html#eq-b">Equation&nbsp;(2.1)</a> \
        and <a href="2-b.html#sec-b">more</a>; <a href="2-b.html">Section&nbsp;2.1</a>.</p>
        """))
    let page = try site.page("2-b.html")
    #expect(page.contains("<div class=\"equation\" id=\"eq-b\">"))
    #expect(page.contains("<span class=\"number\">(2.1)</span></div>"))
  }

  @Test("Files beside the chapters come into the site")
  func files() throws {
    let site = try SmallSite(["a.md": "# A\n\n[Data](data/x.csv)\n"])
    try site.write("1,2", to: "chapters/data/x.csv")
    #expect(try site.render().isEmpty)
    #expect(try site.page("a.html").contains("<a href=\"files/data/x.csv\">Data</a>"))
    #expect(try site.files()["files/data/x.csv"] == Data("1,2".utf8))
  }

  @Test("Pictures beside the chapters come into the site")
  func pictures() throws {
    let site = try SmallSite(["a.md": "# A\n\n![A *digit*](pictures/a%20b.png \"t\")\n"])
    try site.write("png", to: "chapters/pictures/a b.png")
    #expect(try site.render().isEmpty)
    #expect(
      try site.page("a.html").contains(
        "<img src=\"files/pictures/a%20b.png\" alt=\"A digit\" title=\"t\" loading=\"lazy\">"))
    #expect(try site.files()["files/pictures/a b.png"] == Data("png".utf8))
  }
}
