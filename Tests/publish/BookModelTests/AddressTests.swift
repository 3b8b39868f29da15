import BookModel
import Foundation
import Testing

@Suite("Addresses in chapters", .timeLimit(.minutes(15)))
struct AddressTests {
  /// A book beside files that are not its own, with links and pipes that lead astray.
  private func prepared(_ chapter: String) throws -> SmallBook {
    let book = try SmallBook([
      "b/chapters/01-a.md": "# A\n\n\(chapter)\n", "b/chapters/02-b.md": "# B\n\n## Part\n",
      "b/chapters/plot.png": "png", "b/chapters/sub/x y.txt": "x", "b/chapters/.hidden.txt": "x",
      "b/README.md": "mine", "b/data/d.csv": "1", "b/.build-book/x": "x", "README.md": "other",
      "data/secret.csv": "secret",
    ])
    let links = [
      "b/chapters/out.png": "../../data/secret.csv", "b/chapters/loop.txt": "loop.txt",
      "b/outside": "../data", "b/chapters/other.md": "02-b.md", "b/inside": "data",
    ]
    for (path, destination) in links {
      try FileManager.default.createSymbolicLink(
        atPath: book.folder.appending(path: path).path, withDestinationPath: destination)
    }
    mkfifo(book.folder.appending(path: "b/chapters/pipe.png").path, 0o600)
    return book
  }

  private func problems(_ chapter: String) throws -> [Diagnostic] {
    let book = try prepared(chapter)
    return Book.load(folder: book.folder.appending(path: "b")).diagnostics
  }

  @Test(
    "Nothing outside the book's folder, and nothing that is no file, comes into a site",
    arguments: [
      ("../../README.md", "`../../README.md` leads out of the book's folder"),
      ("../../data", "`../../data` leads out of the book's folder"),
      ("%2e%2e/%2E%2e/README.md", "`%2e%2e/%2E%2e/README.md` leads out of the book's folder"),
      ("..%2F..%2fREADME.md", "`..%2F..%2fREADME.md` leads out of the book's folder"),
      ("sub/../../../data/secret.csv", "leads out of the book's folder"),
      ("%252e%252e/%252e%252e/README.md", "no file is at `chapters/%2e%2e/%2e%2e/README.md`"),
      ("out.png", "`chapters/out.png` leads out of the book's folder"),
      ("../outside/secret.csv", "`outside/secret.csv` leads out of the book's folder"),
      ("../", "`.` is a folder"), ("..", "`.` is a folder"), (".", "`chapters` is a folder"),
      ("../../b", "leads out of the book's folder"), ("sub", "`chapters/sub` is a folder"),
      ("sub/", "`chapters/sub` is a folder"), ("../data/d.csv/", "`data/d.csv` is a folder"),
      ("/etc/passwd", "`/etc/passwd` is a path of this machine"),
      ("%2Fetc/passwd", "`/etc/passwd` is a path of this machine"),
      ("file:///etc/passwd", "`file:///etc/passwd` is a path of this machine"),
      ("C:/data.csv", "`C:/data.csv` is a path of this machine"),
      ("..%5C..%5CREADME.md", "an address cannot hold a backslash or a control character"),
      ("plot.png%00.txt", "an address cannot hold a backslash or a control character"),
      ("pipe.png", "`chapters/pipe.png` is no file but a pipe or a device"),
      ("loop.txt", "symbolic links lead in a circle at `chapters/loop.txt`"),
      (".hidden.txt", "`.hidden.txt` is hidden"), ("../.build-book/x", "`.build-book` is hidden"),
      ("index.html", "no file is at `chapters/index.html`"),
      ("plot.PNG", "no file is at `chapters/plot.PNG`"),
      ("02-B.md", "no chapter is called `02-B.md`"),
      ("./02-b.md#part-2", "no place in 02-b.md is called `part-2`"),
      ("../chapters/02-b.md#x", "no place in 02-b.md is called `x`"),
      ("02-b.md?v=1#x", "no place in 02-b.md is called `x`"),
      ("%30%32-b.md#x", "no place in 02-b.md is called `x`"),
      ("other.md#x", "no place in other.md is called `x`"),
    ])
  func refused(address: String, message: String) throws {
    let forms = [
      "[a](\(address))", "See [a].\n\n[a]: \(address)", "| <a href=\"\(address)\">a</a> |\n|---|",
      "<p>\n<a class=x\n  HREF='\(address)'>a</a>\n</p>", "![a](\(address))",
      "<video poster='\(address)'></video>", "<img srcset='plot.png 1w, \(address) 2w' alt=a>",
      "<div style=\"background: url('\(address)')\">a</div>",
      "<style>\np { background: URL( \(address) ) }\n</style>",
      "<style media=print>@import '\(address)';</style>",
    ]
    for form in forms {
      let found = try problems(form)
      let isPicture = form.hasPrefix("![")
      let isPage = message.hasPrefix("no place")
      let expected =
        !isPicture
        ? message
        : isPage
          ? "a picture must be a file of the book, found `\(address)`"
          : message.replacing("no file is", with: "no picture is")
      #expect(found.count == 1, "\(form): \(found.map(\.rendered))")
      #expect(found.first?.message.contains(expected) == true, "\(form): \(found.map(\.message))")
      #expect(found.first?.severity == .error)
    }
  }

  @Test("Each problem is shown at its line and column")
  func places() throws {
    #expect(
      try problems("<style>\np {\n  background: url(no.png)\n}\n</style>").map(\.rendered) == [
        """
        chapters/01-a.md:5:15: error: no file is at `chapters/no.png`
          background: url(no.png)
                      ^
        """
      ])
    let found = try problems(
      "> Text with <b>raw</b>\n> <img alt=\"x\" src=\"no.png\">.\n\n<div>\n<p><a href=no.txt>\n</div>"
    )
    #expect(
      found.map(\.rendered).joined(separator: "\n") == """
        chapters/01-a.md:4:16: error: no file is at `chapters/no.png`
        > <img alt="x" src="no.png">.
                       ^
        chapters/01-a.md:7:7: error: no file is at `chapters/no.txt`
        <p><a href=no.txt>
              ^
        """)
  }

  @Test(
    "What is in the book is found, however it is spelled",
    arguments: [
      "plot.png", "./plot.png", "../chapters/plot.png", "sub/../plot.png", "plot%2Epng",
      "plot.png?v=2", "plot.png#x", "sub/x%20y.txt", "../README.md", "../data/d.csv",
      "../inside/d.csv", "02-b.md", "./02-b.md#part", "../chapters/02-b.md#part", "02-b.md?x#part",
      "other.md#part", "#a", "https://example.org/../..", "mailto:a@example.org", "//example.org",
    ])
  func found(address: String) throws {
    for form in [
      "[a](\(address))", "<a href=\"\(address)\">a</a>", "<a href= ' \(address)\n'>a</a>",
    ] {
      let found = try problems("## A\n\n\(form)")
      #expect(found.isEmpty, "\(form): \(found.map(\.rendered))")
    }
  }

  @Test("Comments, scripts and code are no addresses; parts from other hosts are warned of")
  func notAddresses() throws {
    #expect(
      try problems(
        """
        <!-- <img src="no.png"> -->
        <script>let a = "<img src='no.png'>"</script>
        <style>/* url(no.png) */ a::after { content: "<img src=no.png>" }</style>

        `<img src="no.png">` \\<img src="no.png"\\> <br data-src="no.png"> <q cite="no.html">a</q>

        ```html
        <img src="no.png">
        ```

        <img src="data:image/png;base64,AA==" alt="">
        """
      ).isEmpty)
    let found = try problems("<iframe src=\"https://example.org/\"></iframe>")
    #expect(found.map(\.severity) == [.warning])
    #expect(found.map(\.message) == ["the page asks another host for `https://example.org/`"])
  }

  @Test("The description in book.yml is checked like a chapter")
  func description() throws {
    let book = try prepared("Text.")
    try book.write(
      Data("description: |\n  [a](../../README.md), @fig-none, <img src=no.png>\n".utf8),
      to: "b/chapters/book.yml")
    let found = Book.load(folder: book.folder.appending(path: "b")).diagnostics
    #expect(
      Set(found.map(\.message)) == [
        "`../../README.md` leads out of the book's folder", "no figure has the label `fig-none`",
        "no file is at `chapters/no.png`",
      ])
  }

  @Test(
    "Inputs are the book's, or are named as what they are",
    arguments: [
      ("../data/secret.csv", "the input `../data/secret.csv` leads out of the book's folder"),
      ("outside/secret.csv", "the input `outside/secret.csv` leads out of the book's folder"),
      ("chapters/pipe.png", "is no file or folder but a pipe or a device"),
      ("/dev/zero", "the input `/dev/zero` is no file or folder but a pipe or a device"),
    ])
  func inputs(input: String, message: String) throws {
    let found = try problems("```swift\n//| inputs: [\(input)]\n```")
    #expect(found.map(\.message).first?.contains(message) == true, "\(found.map(\.message))")
    #expect(found.first?.position == SourcePosition(file: "chapters/01-a.md", line: 4, column: 14))
    // The data of a whole book is often a link to another disk.
    let book = try prepared("Text.")
    try book.write(
      Data("inputs: [outside/secret.csv]\n".utf8), to: "b/chapters/book.yml")
    #expect(Book.load(folder: book.folder.appending(path: "b")).diagnostics.isEmpty)
    for good in ["data/d.csv", "data", "/etc/hostname", "not/there/yet", "$HOME/x", "~/x"] {
      #expect(try problems("```swift\n//| inputs: [\(good)]\n```").isEmpty)
    }
  }
}
