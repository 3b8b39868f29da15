import CairoRenderer
import Errors
import Figures
import Foundation
import Testing

@Suite("SVG and PDF")
struct VectorFormTests {
  private static let drawing: Drawing = {
    var drawing = Drawing(title: "A <small> & \"odd\" one", size: Size(width: 120, height: 60))
    drawing.fill(
      .circle(center: Point(x: 20, y: 20), radius: 8), .accent(1),
      stroke: Stroke(.ink, width: 1.5, dash: [3, 2]))
    drawing.clip(to: Rectangle(x: 0, y: 30, width: 50, height: 20)) { inner in
      inner.image(
        SampleGrid(width: 2, height: 1, levels: [0, 255]), scale: .gray,
        frame: Rectangle(x: 4, y: 32, width: 60, height: 10))
    }
    drawing.write(
      Text("loss < 1 & \u{1}5×5", at: Point(x: 60, y: 20), weight: .bold, anchor: .middle))
    drawing.write(Text("up", at: Point(x: 110, y: 50), color: .muted, anchor: .end, rotation: -90))
    return drawing
  }()

  @Test("SVG has lines as paths, texts as texts, samples as sharp pictures")
  func svg() throws {
    let bytes = try SVGRenderer().svg(Self.drawing, description: "What it shows.")
    let text = String(decoding: bytes, as: UTF8.self)
    let width = NumberText.fixed(
      FontMetrics.width(of: "up", size: TypeSize.body), decimals: 2)
    for part in [
      "width=\"120\" height=\"60\" viewBox=\"0 0 120 60\" role=\"img\"",
      "<title>A &lt;small&gt; &amp; &quot;odd&quot; one</title>\n<desc>What it shows.</desc>",
      "<rect width=\"120\" height=\"60\" fill=\"#ffffff\"/>",
      "fill=\"#004eba\" stroke=\"#1b1f24\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\"",
      "<clipPath id=\"clip1\"><rect x=\"0\" y=\"30\" width=\"50\" height=\"20\"/></clipPath>",
      "<image x=\"4\" y=\"32\" width=\"60\" height=\"10\" preserveAspectRatio=\"none\" "
        + "style=\"image-rendering: pixelated\" href=\"data:image/png;base64,iVBORw0KGgo",
      "text-anchor=\"middle\" font-weight=\"bold\" xml:space=\"preserve\">"
        + "loss &lt; 1 &amp;  5×5</text>",
      "fill=\"#59616b\" text-anchor=\"end\" transform=\"rotate(-90 110 50)\" "
        + "textLength=\"\(width)\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">up</text>",
    ] { #expect(text.contains(part), "\(part) in \(text)") }
    #expect(try SVGRenderer().svg(Self.drawing, description: "What it shows.") == bytes)
    let parser = XMLChecker()
    #expect(parser.accepts(bytes))
    #expect(parser.elements.filter { $0 == "text" }.count == 2)
  }

  @Test("The base64 of samples is that of Foundation", arguments: 1...9)
  func base64(count: Int) throws {
    var drawing = Drawing(title: "", size: Size(width: 20, height: 20))
    let samples = SampleGrid(
      width: count, height: 1, levels: (0..<count).map { UInt8($0 * 28) })
    drawing.image(samples, scale: .gray, frame: Rectangle(x: 0, y: 0, width: 18, height: 2))
    let svg = try String(decoding: SVGRenderer().svg(drawing), as: UTF8.self)
    let code = try #require(svg.firstMatch(of: /base64,([^"]*)"/)).1
    let data = try #require(Data(base64Encoded: String(code)))
    let picture = try #require(DecodedPNG(Array(data)))
    #expect(picture.width == count && picture.height == 1)
    for (index, level) in samples.levels.enumerated() {
      #expect(picture.color(x: index, y: 0) == UInt32(level) * 0x01_0101)
    }
  }

  @Test("PDF has the size in print, the title, no date, and the same bytes each time")
  func pdf() throws {
    let bytes = try PDFRenderer().pdf(Self.drawing)
    #expect(bytes.starts(with: Array("%PDF-1.".utf8)))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("/MediaBox [ 0 0 90 45 ]"))
    #expect(text.contains("/Title (A <small> & \"odd\" one)"))
    #expect(!text.contains("Date"))
    #expect(try PDFRenderer().pdf(Self.drawing) == bytes)
    #expect(try PDFRenderer().pdf(Self.drawing, theme: .dark) != bytes)
  }

  @Test(
    "The words of a PDF can be found and copied",
    .enabled(if: Program.exists("pdftotext"), "pdftotext is not installed"))
  func words() throws {
    let plot = Plot(
      title: "Loss of each batch", x: Axis("batch"), y: Axis("loss", unit: "nat"),
      marks: [Line(x: [0, 1, 2], y: [2.5, 1, -0.5])])
    let file = try Program.temporaryFile(PDFRenderer().pdf(plot.drawing()), name: "plot.pdf")
    let text = try Program.output("pdftotext", [file.path, "-"])
    for word in ["Loss of each batch", "↑ loss (nat)", "batch →", "−0.5", "2.5"] {
      #expect(text.contains(word), "\(word) in \(text)")
    }
  }

  @Test("Impossible sizes are refused in all forms")
  func sizes() {
    let drawing = Drawing(title: "test", size: Size(width: .nan, height: 3))
    let message =
      "figure \"test\": expected a finite size below 32,768 pixels a side, found nan x 3.0 points"
    let svg = #expect(throws: InputError.self) { try SVGRenderer().svg(drawing) }
    let pdf = #expect(throws: InputError.self) { try PDFRenderer().pdf(drawing) }
    #expect(svg?.description == message && pdf?.description == message)
  }
}
