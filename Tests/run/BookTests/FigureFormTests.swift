import Foundation
import ProgramTesting
import Testing

@Suite("Figures on a page", .onOwnThreads)
struct FigureFormTests {
  private static let plot = """
    # A

    ```swift
    //| label: fig-line
    //| caption: A line.
    let kept = try checkpoint("kept") { print("once"); return 3 }
    show(
      Plot(
        title: "Rising", x: Axis("x"), y: Axis("y"),
        marks: [Line(x: [0, 1, 2], y: [1, 2, Double(kept)])]))
    ```
    """

  private func book(_ chapter: String) throws -> BookProgram {
    let book = try BookProgram()
    try book.write("imports: [Figures]\n", to: "chapters/book.yml")
    try book.write(chapter, to: "chapters/a.md")
    return book
  }

  @Test("Other forms stand beside the PNG files and are linked under the figure")
  func forms() throws {
    let book = try book(Self.plot)
    let build = try book("build", "--figures", "svg,pdf", "--verify")
    #expect(build.status == 0, "\(build.messages)")
    #expect(build.messages.hasSuffix("Everything came out the same a second time.\n"))
    let page = try book.text("output/a.html")
    #expect(
      page.contains(
        """
        <p class="forms"><button type="button" popovertarget="fig-line.large">Large</button>
        <a href="figures/a/fig-line.svg">SVG</a>
        <a href="figures/a/fig-line.pdf">PDF</a>
        </p>
        """))
    let svg = try book.text("output/figures/a/fig-line.svg")
    #expect(svg.contains("<title>Rising</title>\n<desc>Rising. Plot of y by x. y rises from 1"))
    let pdf = try Data(
      contentsOf: book.folder.appending(path: "output/figures/a/fig-line.pdf"))
    #expect(pdf.starts(with: Data("%PDF-1.".utf8)))
    #expect(try SitePages(in: book.folder.appending(path: "output")).problems() == [])

    // Without them the chapter runs again, but what its checkpoint keeps stays.
    let plain = try book("build", "--quiet")
    #expect(plain.messages == "")
    #expect(try !book.text("output/a.html").contains(".svg"))
    #expect(
      !FileManager.default.fileExists(
        atPath: book.folder.appending(path: "output/figures/a/fig-line.svg").path))
  }

  @Test(
    "Unknown forms are refused",
    arguments: ["png", "svg,", "", "svg pdf", "svg,pdf,eps"])
  func unknownForms(forms: String) throws {
    let build = try BookProgram().start(["build", "--figures", forms]).end()
    #expect(build.status == 2)
    #expect(
      build.messages.hasPrefix("Error: --figures: expected svg, pdf or svg,pdf, found \(forms)\n"),
      "\(build.messages)")
  }

  @Test("What moves is not loaded for those who ask for less motion, and can be stopped")
  func animation() throws {
    let book = try book(
      """
      # A

      ```swift
      //| label: fig-film
      //| caption: A line that grows.
      show(
        Animation(title: "Growth", labels: ["one", "two", "three"]) { index, width in
          Plot(
            title: "", x: Axis("x", range: 0...3), y: Axis("y", range: 0...3),
            marks: [Line(x: Array(0...index), y: Array(0...index))], width: min(width, 300))
        })
      ```
      """)
    let build = try book("build", "--quiet", "--figures", "svg")
    #expect(build.status == 0 && build.messages == "", "\(build.messages)")
    let page = try book.text("output/a.html")
    for text in [
      "<source media=\"(prefers-reduced-motion: reduce)\" "
        + "srcset=\"figures/a/fig-film.still.light.png",
      "<img class=\"dark\" src=\"figures/a/fig-film.dark.png\"",
      "<label class=\"stop\"><input type=\"checkbox\"> Stop</label>",
      "alt=\"Growth. Animation of 3 frames from one to three. At the end: Plot of y by x.",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(try SitePages(in: book.folder.appending(path: "output")).problems() == [])
    for (name, moves) in [("fig-film", true), ("fig-film.still", false)] {
      for theme in ["light", "dark"] {
        for scale in ["", "@2x"] {
          let file = book.folder.appending(path: "output/figures/a/\(name).\(theme)\(scale).png")
          let bytes = try Data(contentsOf: file)
          #expect((bytes.range(of: Data("acTL".utf8)) != nil) == moves)
        }
      }
    }
    // In other forms it is the contact sheet.
    let svg = try book.text("output/figures/a/fig-film.svg")
    for label in ["one", "two", "three"] { #expect(svg.contains(">\(label)</text>")) }
  }

  @Test("Signs that no font has are named, and the book is built")
  func missingSigns() throws {
    let book = try book(
      """
      # A

      ```swift
      //| label: fig-odd
      show(
        Plot(
          title: "a \\u{10FFFD}", x: Axis("\\u{F0123}"), y: Axis("y"),
          marks: [Line(x: [0, 1], y: [0, 1])]))
      ```
      """)
    for _ in 1...2 {
      let build = try book("build", "--quiet")
      #expect(build.status == 0)
      #expect(
        build.messages == """
          chapters/a.md:5:1: warning: the figure of `fig-odd` has boxes for signs that no font on \
          this machine has: “\u{10FFFD}” (U+10FFFD), “\u{F0123}” (U+F0123)
          show(
          ^
          hint: install a font that has them, and run the chapter anew after `book clean`

          """)
    }
  }
}
