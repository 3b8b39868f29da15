import BookRecords
import Errors
import Foundation
import SiteRenderer
import Testing

@Suite("A whole site")
struct WholeSiteTests {
  /// A book with one of everything, rendered.
  static func everything(cacheFile: URL? = nil) throws -> SmallSite {
    let site = try SmallSite([
      "book.yml": "title: A <small> book\nsubtitle: With $x$\ndescription: |\n  About *it*, $y$.\n",
      "1-a.md": """
      ---
      title: Start & go
      summary: One $z$ of *three*.
      ---
      See @fig-a, @tbl-c, @eq-d, @sec-e and [the end](3-c.md).[^1]

      ```swift
      //| label: fig-a
      //| caption: As @sec-e says.[not a link](https://example.org)
      show(a)
      ```

      [^1]: A note, see @fig-a.
      """,
      "2-b.md": """
      # Middle

      ## Same
      ## Same

      | \(String(repeating: "wide | ", count: 20))
      | \(String(repeating: "--- | ", count: 20))
      | \(String(repeating: "$x_{10} + y_{20}$ | ", count: 20))

      : Caption {#tbl-c}

      $$\(String(repeating: "x + ", count: 80))y$$ {#eq-d}

      `\(String(repeating: "unbreakable", count: 30))`
      """,
      "3-c.md": """
      # End

      ## Part {#sec-e}

      ```swift
      //| label: plain
      let long = "\(String(repeating: "long ", count: 60))"
      ```

      ![A dot](dot.png)
      """,
    ])
    try site.write("dot", to: "chapters/dot.png")
    let data = TableOutput(
      columns: ["n"], rows: [["1"]], isNumeric: [true], hasTotal: false)
    let figure = try site.figure("a", altText: "A", data: data)
    let problems = try site.render(
      [[[figure]], [], [[.text(String(repeating: "0123456789", count: 50) + "\n")]]],
      dataSources: ["one set", "a <second> set"], cacheFile: cacheFile)
    #expect(problems.isEmpty, "\(problems.text)")
    return site
  }

  @Test("Every link and every file that a page uses is there, and none is on another host")
  func links() throws {
    let site = try Self.everything()
    let files = try site.files()
    for (path, data) in files where path.hasSuffix(".html") {
      let page = String(decoding: data, as: UTF8.self)
      for match in page.matches(of: /\s(href|src|srcset|popovertarget)="([^"]*)"/) {
        for address in Self.addresses(attribute: match.1, value: match.2) {
          try Self.check(address, of: path, isLink: match.1 == "href", in: files)
        }
      }
    }
    for (path, data) in files where path.hasSuffix(".css") {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      for match in String(decoding: data, as: UTF8.self).matches(of: /url\(([^)]*)\)/) {
        #expect(files["\(folder)/\(match.1)"] != nil, "\(path) names \(match.1)")
      }
    }
  }

  private static func addresses(attribute: Substring, value: Substring) -> [String] {
    switch attribute {
    case "srcset": value.split(separator: ", ").map { String($0.prefix { $0 != " " }) }
    case "popovertarget": ["#" + value]
    default: [String(value)]
    }
  }

  private static func check(
    _ address: String, of page: String, isLink: Bool, in files: [String: Data]
  ) throws {
    if isLink, address.hasPrefix("https://example.org") { return }
    #expect(!address.contains(":"), "\(page) asks \(address)")
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].isEmpty ? page : String(parts[0]).removingPercentEncoding ?? ""
    let target = try #require(files[path], "\(page) leads to \(address)")
    if parts.count > 1 {
      let id = "id=\"\(parts[1])\""
      #expect(String(decoding: target, as: UTF8.self).contains(id), "\(page) leads to \(address)")
    }
  }

  @Test("The same book gives the same bytes, with and without fragments from an earlier build")
  func sameBytes() throws {
    let cache = FileManager.default.temporaryDirectory.appending(
      path: "fragments-\(UUID().uuidString)/cache.json")
    defer { try? FileManager.default.removeItem(at: cache.deletingLastPathComponent()) }
    let first = try Self.everything().files()
    #expect(try Self.everything(cacheFile: cache).files() == first)
    #expect(FileManager.default.fileExists(atPath: cache.path))
    #expect(try Self.everything(cacheFile: cache).files() == first)
    let kept = try String(contentsOf: cache, encoding: .utf8)
    for damaged in [
      "damaged", "", "{}", "[]", String(kept.dropLast(kept.count / 2)),
      kept.replacing("katex", with: "katax"), kept.replacing("<\\/span>", with: "<\\/spam>"),
      kept.replacing(/"sum":"./, with: "\"sum\":\"x"),
      kept.replacing("\"html\"", with: "\"text\""),
    ] {
      try #require(damaged != kept)
      try Data(damaged.utf8).write(to: cache)
      #expect(try Self.everything(cacheFile: cache).files() == first)
      #expect(try String(contentsOf: cache, encoding: .utf8) == kept)
    }
  }

  @Test("The title page lists the chapters and the data behind them")
  func titlePage() throws {
    let page = try Self.everything().page("index.html")
    #expect(page.contains("<title>A &lt;small&gt; book</title>"))
    #expect(page.contains("<p class=\"subtitle\">With <span class=\"katex\">"))
    #expect(page.contains("<p>About <em>it</em>, <span class=\"katex\">"))
    #expect(
      page.contains(
        """
        <li><a href="1-a.html"><span class="number">1</span>\
        <span class="name">Start &amp; go</span></a>
        <p>One <span class="katex">
        """))
    #expect(
      page.contains(
        "<p>The figures and numbers here come from one set and a &lt;second&gt; set.</p>"))
  }

  @Test("A page names its neighbours, its sections and its data")
  func navigation() throws {
    let page = try Self.everything().page("2-b.html")
    #expect(page.contains("<html lang=\"en\">"))
    #expect(page.contains("<title>Middle · A &lt;small&gt; book</title>"))
    #expect(page.contains("class=\"previous\" rel=\"prev\" href=\"1-a.html\""))
    #expect(page.contains("class=\"next\" rel=\"next\" href=\"3-c.html\""))
    #expect(page.contains("<a href=\"2-b.html\" aria-current=\"page\">"))
    #expect(
      page.contains(
        "<li><a href=\"#same\"><span class=\"number\">2.1</span><span>Same</span></a></li>"))
    #expect(
      page.contains(
        "<li><a href=\"#same-2\"><span class=\"number\">2.2</span><span>Same</span></a></li>"))
    #expect(page.contains("come from one set and a &lt;second&gt; set."))
    #expect(page.contains("<a class=\"skip\" href=\"#_text\">"))
  }

  @Test("Results that belong to another book are refused")
  func wrongResults() throws {
    let site = try SmallSite(["a.md": "# A\n\n`{swift} 1`\n"])
    let error = try #require(throws: InputError.self) { try site.render() }
    #expect(
      error.description == "chapters/a.md: expected results of 0 cells and 1 inline expressions, "
        + "found 0 and 0")
  }

  @Test("A figure whose file is missing is named")
  func missingFigure() throws {
    let site = try SmallSite(["a.md": "# A\n\n```swift\nshow(a)\n```\n"])
    let figure = try site.figure("x", altText: "x")
    try FileManager.default.removeItem(at: site.figures.appending(path: "x-3.png"))
    let error = try #require(throws: InputError.self) { try site.render([[[figure]]]) }
    #expect(
      error.description == site.figures.appending(path: "x-3.png").path
        + ": expected to copy it to figures/a/1.dark.png, found no such file or folder")
  }
}
