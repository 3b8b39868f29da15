import BookRecords
import Foundation
import Testing

@Suite("Cells on a page")
struct CellOnPageTests {
  @Test("What cells print is escaped; raw HTML of the prose is not")
  func escaping() throws {
    let site = try SmallSite([
      "a.md": """
      # A & B

      A <kbd>key</kbd> & `<b>` and `{swift} value`.

      ```swift
      print("<script>")
      ```
      """
    ])
    let table = TableOutput(
      columns: ["<i>"], rows: [["<u>"]], isNumeric: [false], hasTotal: false)
    let problems = try site.render(
      [[[.text("<script>alert(\"1\")</script>\n"), .table(table)]]], values: [["1 < 2"]])
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    #expect(page.contains("<h1>A &amp; B</h1>"))
    #expect(
      page.contains("<p>A <kbd>key</kbd> &amp; <code>&lt;b&gt;</code> and 1 &lt; 2.</p>"))
    #expect(page.contains("<samp>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\n</samp>"))
    #expect(page.contains("<th>&lt;i&gt;</th>"))
    #expect(page.contains("<td>&lt;u&gt;</td>"))
    #expect(!page.contains("<script>alert"))
  }

  @Test(
    "Parts of a cell are shown, folded or left out",
    arguments: [
      ("", ["<code", "<samp"], []),
      ("//| hide: input\n", ["<summary>Code</summary>", "<code", "<samp"], ["Output</summary>"]),
      ("//| hide: output\n", ["<summary>Output</summary>", "<samp"], ["Code</summary>"]),
      ("//| hide: cell\n", ["<summary>Code and output</summary>", "<code", "<samp"], []),
      ("//| remove: input\n", ["<samp"], ["<code"]),
      ("//| remove: output\n", ["<code"], ["<samp"]),
      ("//| remove: cell\n", [], ["<code", "<samp", "class=\"cell\""]),
    ])
  func parts(option: String, present: [String], absent: [String]) throws {
    let site = try SmallSite(["a.md": "# A\n\n```swift\n\(option)let a = 1\n```\n"])
    _ = try site.render([[[.text("1\n")]]])
    let page = try site.page("a.html")
    for text in present { #expect(page.contains(text)) }
    for text in absent { #expect(!page.contains(text)) }
  }

  @Test("A figure comes in both themes and densities, with its number, caption and data")
  func figure() throws {
    let site = try SmallSite([
      "a.md": """
      # A

      See @fig-loss.

      ```swift
      //| label: fig-loss
      //| caption: The loss $E$ falls.
      show(plot)
      ```
      """
    ])
    let data = TableOutput(
      columns: ["step", "loss"], rows: [["1", "2.3"], ["all", "2.3"]], isNumeric: [true, true],
      hasTotal: true)
    let output = try site.figure("x", altText: "A \"falling\" curve", data: data)
    let problems = try site.render([[[.text("done\n"), output]]])
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    #expect(page.contains(#"<a class="reference" href="\#("#fig-loss")">Figure&nbsp;1.1</a>"#))
    #expect(
      page.contains(
        """
        <figure id="fig-loss">
        <div class="picture scroll" tabindex="0" role="group" aria-label="Figure" \
        style="--width: 32.0rem">
        <img class="light" src="figures/a/fig-loss.light.png" \
        srcset="figures/a/fig-loss.light.png 640w, figures/a/fig-loss.light@2x.png 1280w" \
        sizes="(min-width: 90.01rem) 1280px, 640px" width="640" height="360" \
        alt="A &quot;falling&quot; curve" loading="lazy" decoding="async">
        <img class="dark" src="figures/a/fig-loss.dark.png" \
        srcset="figures/a/fig-loss.dark.png 640w, figures/a/fig-loss.dark@2x.png 1280w" \
        sizes="(min-width: 90.01rem) 1280px, 640px" width="640" height="360" \
        alt="A &quot;falling&quot; curve" loading="lazy" decoding="async">
        </div>
        <p class="forms"><button type="button" popovertarget="fig-loss.large">Large</button>
        </p>
        <div class="large" id="fig-loss.large" popover style="--ratio: 1.778">
        <button type="button" popovertarget="fig-loss.large" popovertargetaction="hide" \
        aria-label="Close">
        <img class="light" src="figures/a/fig-loss.light@2x.png" alt="" loading="lazy">
        <img class="dark" src="figures/a/fig-loss.dark@2x.png" alt="" loading="lazy">
        </button>
        </div>
        <figcaption><span class="number">Figure 1.1</span> The loss <span class="katex">
        """))
    #expect(page.contains("<summary>Data of this figure</summary>"))
    #expect(page.contains("<tfoot>\n<tr><td class=\"right\">all</td><td class=\"right\">2.3</td>"))
    let files = try site.files()
    #expect(files["figures/a/fig-loss.light.png"] == Data("x-1.png".utf8))
    #expect(files["figures/a/fig-loss.light@2x.png"] == Data("x-2.png".utf8))
    #expect(files["figures/a/fig-loss.dark.png"] == Data("x-3.png".utf8))
    #expect(files["figures/a/fig-loss.dark@2x.png"] == Data("x-4.png".utf8))
  }

  @Test("Several figures of one cell share its caption and have files of their own")
  func severalFigures() throws {
    let site = try SmallSite(["a.md": "# A\n\n```swift\n//| caption: Both.\nshow(a, b)\n```\n"])
    let (a, b) = (try site.figure("x", altText: "a"), try site.figure("y", altText: "b"))
    #expect(try site.render([[[a, b, .text("end\n"), a]]]).isEmpty)
    let page = try site.page("a.html")
    #expect(page.components(separatedBy: "<figure>").count == 3)
    #expect(page.components(separatedBy: "<figcaption>").count == 2)
    let files = try site.files()
    #expect(files["figures/a/1.light.png"] == Data("x-1.png".utf8))
    #expect(files["figures/a/1.2.light.png"] == Data("y-1.png".utf8))
    #expect(files["figures/a/1.3.light.png"] == Data("x-1.png".utf8))
  }

  @Test("Figures with captions of their own are parts of one figure")
  func subfigures() throws {
    let site = try SmallSite([
      "a.md": """
      # A

      @fig-two-b

      ```swift
      //| label: fig-two
      //| caption: Both.
      //| subcaptions: [The *first*, The second]
      show(a, b)
      ```
      """
    ])
    let (a, b) = (try site.figure("x", altText: "a"), try site.figure("y", altText: "b"))
    #expect(try site.render([[[a, b]]]).isEmpty)
    let page = try site.page("a.html")
    #expect(page.contains("href=\"#fig-two-b\">Figure&nbsp;1.1b</a>"))
    let parts = page.components(separatedBy: "<figure id=\"fig-two")
    #expect(parts.map { $0.prefix(2) }.dropFirst() == ["\">", "-a", "-b"])
    #expect(parts[1].hasPrefix("\">\n<div class=\"parts\">\n"))
    #expect(
      parts[2].contains(
        "<figcaption><span class=\"number\">(a)</span> The <em>first</em></figcaption>"))
    #expect(
      parts[3].contains("<figcaption><span class=\"number\">Figure 1.1</span> Both.</figcaption>"))
    #expect(
      try site.render([[[a, b, a]]]).text == """
        chapters/a.md:9:1: error: `fig-two` has 2 subcaptions but shows 3 figures in a row
        show(a, b)
        ^
        """)
  }

  @Test("A cell shows mathematics with a number, and paragraphs")
  func formulasAndParagraphs() throws {
    let site = try SmallSite([
      "a.md": """
      # A

      By @eq-sum.

      ```swift
      //| label: eq-sum
      show(tex: formula)
      ```
      """
    ])
    #expect(try site.render([[[.formula("x^2"), .paragraph("1 < 2")]]]).isEmpty)
    let page = try site.page("a.html")
    #expect(page.contains("<a class=\"reference\" href=\"#eq-sum\">Equation&nbsp;(1.1)</a>"))
    #expect(page.contains("<div class=\"equation\" id=\"eq-sum\"><span class=\"scroll\""))
    #expect(page.contains("<p>1 &lt; 2</p>"))
    #expect(
      try site.render([[[.formula("x^")]]]).text == """
        chapters/a.md:7:1: error: bad mathematics: Expected group after '^'
        show(tex: formula)
        ^
        hint: the cell shows x^
        """)
    #expect(
      try site.render([[[.text("x")]]]).text == """
        chapters/a.md:7:1: error: `eq-sum` shows no equation
        show(tex: formula)
        ^
        hint: a cell shows one with `show(tex: …)`
        """)
  }

  @Test("A promised failure is shown with the chapter's line, wherever the cell has moved")
  func failure() throws {
    let site = try SmallSite([
      "a.md": "# A\n\nMore.\n\n```swift\n//| run: throws\nlet a = 1\nthrow <a>\n```\n"
    ])
    let failure = FailureOutput(
      kind: .thrownError, messages: [.init(text: "no <b>", line: 1, column: 7)])
    #expect(try site.render([[[.failure(failure)]]]).isEmpty)
    #expect(
      try site.page("a.html").contains(
        """
        <div class="output failure"><p>This throws an error.</p>
        <pre tabindex="0"><samp>a.md:8:7: error: no &lt;b&gt;
        throw &lt;a&gt;
              ^
        </samp></pre></div>
        """))
  }

  @Test("A figure without alt text is an error, unless the cell gives one")
  func altText() throws {
    let site = try SmallSite([
      "a.md":
        "# A\n\n```swift\n//| label: fig-a\nshow(a)\n```\n\n```swift\n//| alt: B\nshow(b)\n```\n"
    ])
    let figure = try site.figure("x", altText: "")
    let problems = try site.render([[[figure], [figure]]])
    #expect(
      problems.text == """
        chapters/a.md:5:1: error: the figure of `fig-a` has no alt text
        show(a)
        ^
        hint: say what it shows: `//| alt: …`
        """)
    #expect(try site.page("a.html").contains("alt=\"B\""))
  }

  @Test("A label that promises a figure or a table is kept to")
  func brokenPromise() throws {
    let site = try SmallSite([
      "a.md": """
      # A

      ```swift
      //| label: fig-a
      print(1)
      ```

      ```swift
      //| label: tbl-b
      //| run: false
      print(2)
      ```

      ```swift
      //| caption: Three
      print(3)
      ```
      """
    ])
    #expect(
      try site.render([[[.text("1\n")]]]).text == """
        chapters/a.md:5:1: error: `fig-a` shows no figure
        print(1)
        ^
        hint: a cell shows one with `show(…)`
        chapters/a.md:16:1: error: `cell 3` has a caption but shows no figure or table
        print(3)
        ^
        """)
  }

  @Test("A reference to a removed output is an error")
  func removedTarget() throws {
    let site = try SmallSite([
      "a.md": "# A\n\nSee @fig-a.\n\n```swift\n//| label: fig-a\n//| remove: cell\nshow(a)\n```\n"
    ])
    #expect(
      try site.render([[[site.figure("x", altText: "x")]]]).text == """
        chapters/a.md:3:5: error: `fig-a` is on no page: its cell is removed
        See @fig-a.
            ^
        """)
  }
}
