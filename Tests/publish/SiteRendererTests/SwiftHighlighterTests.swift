import Foundation
import Testing

@Suite("Coloured code")
struct SwiftHighlighterTests {
  private static let chapter = """
    # A

    ```swift
    //| run: false
    // A note: 1 < 2
    @inlinable func area(_ r: Double) -> Double { 3.14 * r }
    let naïve = "π & \\(area(2))"
    ```
    """

  @Test("Words are told apart")
  func spans() throws {
    let site = try SmallSite(["a.md": Self.chapter])
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    #expect(
      page.contains(
        """
        <code class="swift"><span class="comment">// A note: 1 &lt; 2
        </span><span class="attribute">@inlinable</span> <span class="keyword">func</span> \
        area(<span class="keyword">_</span> r: <span class="type">Double</span>) -&gt; <span class="type">Double</span> \
        { <span class="number">3.14</span> * r }
        """))
    #expect(page.contains("<span class=\"keyword\">let</span> naïve = <span class=\"string\">"))
    #expect(page.contains("π &amp; </span>\\(area(<span class=\"number\">2</span>))"))
  }

  @Test("Without a toolchain the code is plain, and one warning says so")
  func withoutToolchain() throws {
    let site = try SmallSite(["a.md": Self.chapter + "\n\n```swift\nlet b = 1\n```\n"])
    #expect(
      try site.render(environment: ["PATH": "/nowhere"]).text == """
        warning: the code is not coloured: no libsourcekitdInProc is beside `swiftc`
        hint: put the Swift toolchain first on PATH
        """)
    let page = try site.page("a.html")
    #expect(page.contains("<code class=\"swift\">// A note: 1 &lt; 2\n@inlinable func area"))
  }
}
