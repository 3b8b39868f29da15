import BookModel
import Foundation
import ProgramTesting
import Testing

@Suite("Addresses on pages")
struct AddressOnPageTests {
  @Test(
    "Every spelling of a link to a chapter leads to its page, and never to the chapter's file",
    arguments: [
      "[a](02-b.md#part)", "[a](./02-b.md#part)", "[a](../chapters/02-b.md#part)", "[a][b]",
      "[a](02-b.md?x#part)", "[a](%30%32-b%2Emd#part)", "[a](link.txt#part)", "[a](hard.txt#part)",
      "<a href=\"02-b.md#part\">a</a>", "<a href='./02-b.md#part'>a</a>",
      "<a href=../chapters/02-b.md#part>a</a>", "<a HREF=\"02&#45;b.md&num;part\">a</a>",
      "<div>\n<a href=\"02-b.md#part\">a</a>\n</div>",
      "```swift\n//| label: tbl-x\n//| caption: See [a](./02-b.md#part).\n//| run: false\n```\n\n"
        + "| a |\n|---|\n| [a](./02-b.md#part) |",
      "Note.[^n]\n\n[^n]: [a](./02-b.md#part)",
    ])
  func chapters(form: String) throws {
    let site = try SmallSite([
      "01-a.md": "# A\n\n\(form)\n\n[b]: 02-b.md#part\n",
      "02-b.md": "# B\n\n## Part\n\n```swift\n//| exercise: e\nlet x = 1\n```\n\n"
        + "```swift\n//| check: e\nfatalError()\n```\n\n```swift\n//| solution: e\nlet secret = 1\n```\n",
    ])
    let chapters = site.folder.appending(path: "chapters")
    try FileManager.default.createSymbolicLink(
      atPath: chapters.appending(path: "link.txt").path, withDestinationPath: "02-b.md")
    try FileManager.default.linkItem(
      at: chapters.appending(path: "02-b.md"), to: chapters.appending(path: "hard.txt"))
    let problems = try site.render(edition: .student)
    #expect(problems.isEmpty, "\(problems.text)")
    #expect(try site.page("01-a.html").contains("href=\"02-b.html#part\""))
    for (path, data) in try site.files() {
      #expect(!path.hasSuffix(".md"))
      #expect(!String(decoding: data, as: UTF8.self).contains("secret"), "\(path)")
    }
    #expect(try SitePages(in: site.site).problems() == [])
  }

  @Test("Files that raw HTML names come into the site, like those of links and pictures")
  func rawHTML() throws {
    let site = try SmallSite([
      "a.md": """
      # A

      <figure>
      <img src="plot.png" srcset="plot.png 1x, sub/large%20one.png 2x" alt="a">
      <video src=film.mp4 poster='plot.png'></video>
      <object data="../data/d.svg"></object>
      <p style="background: url(plot.png)">x &amp; <a href="d.csv" download>b</a></p>
      </figure>

      A [link](../data/d.csv), ![picture](./sub/large%20one.png) and <img src="plot.png?v=2" alt="b">.
      """
    ])
    for path in [
      "chapters/plot.png", "chapters/sub/large one.png", "chapters/film.mp4", "chapters/d.csv",
      "data/d.svg", "data/d.csv",
    ] { try site.write(path, to: path) }
    let problems = try site.render()
    #expect(problems.isEmpty, "\(problems.text)")
    let page = try site.page("a.html")
    for html in [
      "<img src=\"files/plot.png\" srcset=\"files/plot.png 1x, files/sub/large%20one.png 2x\" alt=\"a\">",
      "<video src=\"files/film.mp4\" poster=\"files/plot.png\"></video>",
      "<object data=\"book/data/d.svg\"></object>",
      "<p style=\"background: url('files/plot.png')\">x &amp; <a href=\"files/d.csv\" download>b</a>",
      "<a href=\"book/data/d.csv\">link</a>",
      "<img src=\"files/sub/large%20one.png\" alt=\"picture\"",
      "<img src=\"files/plot.png\" alt=\"b\">",
    ] { #expect(page.contains(html), "\(html)") }
    let files = try site.files()
    #expect(files["book/data/d.svg"] == Data("data/d.svg".utf8))
    #expect(files["files/sub/large one.png"] == Data("chapters/sub/large one.png".utf8))
    #expect(try SitePages(in: site.site).problems() == [])
  }

  @Test("Files of the book take no page's place and no other file's")
  func places() throws {
    let names = [
      "index.html", "a.html", "assets/site.css", "downloads/a.swift", "figures/a/1.light.png",
    ]
    let site = try SmallSite([
      "a.md": "# A\n\n```swift\nlet x = 1\n```\n\n"
        + names.map { "[x](\($0)) [y](../\($0)) [z](../files/\($0)) [w](book/\($0))" }
        .joined(separator: "\n")
    ])
    for name in names {
      for folder in ["chapters/", "", "files/", "chapters/book/"] {
        try site.write(folder + name, to: folder + name)
      }
    }
    let figure = try site.figure("x", altText: "x")
    let problems = try site.render([[[figure]]])
    #expect(problems.isEmpty, "\(problems.text)")
    let files = try site.files()
    for name in names {
      #expect(files["files/\(name)"] == Data("chapters/\(name)".utf8))
      #expect(files["book/\(name)"] == Data(name.utf8))
      #expect(files["book/files/\(name)"] == Data("files/\(name)".utf8))
      #expect(files["files/book/\(name)"] == Data("chapters/book/\(name)".utf8))
    }
    #expect(files["figures/a/1.light.png"] == Data("x-1.png".utf8))
    #expect(try site.page("index.html").contains("<!doctype html>"))
  }

  @Test("No two figures share a file's name")
  func figureNames() throws {
    let cell = { (label: String) in "```swift\n//| label: \(label)\n```\n\n" }
    let site = try SmallSite([
      "net.md": "# A\n\n" + cell("fig-loss") + cell("fig-loss-2") + "```swift\nlet a = 1\n```\n\n"
        + cell("cell-4") + cell("fig-net") + cell("cell-3"),
      "net-fig.md": "# B\n\n" + cell("net"),
    ])
    let figure = { (name: String) in try site.figure(name, altText: "x") }
    let problems = try site.render([
      [[figure("h")]],
      [
        [figure("a"), figure("b")], [figure("c")], [figure("d")], [figure("e")], [figure("f")],
        [figure("g")],
      ],
    ])
    #expect(problems.isEmpty, "\(problems.text)")
    let pages = try site.page("net.html") + site.page("net-fig.html")
    let files = try site.files()
    let shown = pages.matches(of: /<img class="light" src="([^"@]*)"/).map { String($0.1) }
    #expect(Set(shown).count == 8)
    #expect(
      Set(shown.compactMap { files[$0].map { String(decoding: $0, as: UTF8.self) } })
        == Set("abcdefgh".map { "\($0)-1.png" }))
  }

  @Test("One path with two sources is an error, as is one that differs in case")
  func twoSources() throws {
    let site = try SmallSite(["a.md": "# A\n\n[x](Plot.png) [y](plot.png)\n"])
    try site.write("1", to: "chapters/Plot.png")
    try site.write("2", to: "chapters/plot.png")
    let error = try #require(throws: (any Error).self) { try site.render() }
    let folder = site.folder.appending(path: "chapters").path
    #expect(
      "\(error)" == "files/plot.png: expected one source for one file of the site, found "
        + "\(folder)/plot.png and \(folder)/Plot.png; rename one of them: many disks see no "
        + "difference in case")
  }
}
