import CairoRenderer
import Figures
import Foundation
import Testing

/// Few and small: what the text form of a drawing cannot show is how Cairo draws it.
@Suite("Pictures")
struct GoldenPictureTests {
  private static let plot = Plot(
    title: "Loss", x: Axis("batch"), y: Axis("loss", kind: .logarithmic),
    marks: [
      Line(x: [1, 2, 3, 4], y: [2, 0.8, 0.5, 0.1], label: "test"),
      Line(x: [1, 2, 3, 4], y: [3, 0.5, 0.2, 0.05], label: "training"),
    ], width: 260, height: 220)

  private static let grid = ImageGrid(
    title: "Kernels",
    cells: (0..<4).map { number in
      ImageGrid.Cell(
        width: 5, height: 5, values: (0..<25).map { Float(($0 * (number + 3)) % 11) - 5 },
        below: "\(number)", isMarked: number == 2)
    }, scale: .diverging, showsScale: true, cellSize: 40)

  private static let diagram = Diagram(
    title: "",
    nodes: [
      .init("i", glyph: .maps(count: 1, height: 8, width: 8), title: "input", size: "1@8×8"),
      .init("a", glyph: .maps(count: 3, height: 4, width: 4), title: "a", caption: "upper"),
      .init("b", glyph: .maps(count: 3, height: 4, width: 4), title: "b", caption: "lower"),
      .init("+", glyph: .operation("+"), title: "sum"),
    ],
    edges: [
      .init(from: "i", to: "a"), .init(from: "i", to: "b"), .init(from: "a", to: "+"),
      .init(from: "b", to: "+"),
    ], summary: "")

  struct Sample: CustomTestStringConvertible {
    var name: String
    var drawing: Drawing
    var theme: Theme

    var testDescription: String { name }
  }

  static let samples = [
    Sample(name: "plot-light", drawing: plot.drawing(), theme: .light),
    Sample(name: "kernels-dark", drawing: grid.drawing(), theme: .dark),
    Sample(name: "diagram-light", drawing: diagram.drawing(), theme: .light),
  ]

  @Test("Pictures are as recorded", arguments: samples)
  func goldens(sample: Sample) throws {
    let name = sample.name
    let bytes = try PNGRenderer().png(sample.drawing, theme: sample.theme, scale: 1)
    #expect(bytes.count <= 20 * 1024)
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let golden = folder.appending(path: "Goldens/\(name).png")
    let environment = ProcessInfo.processInfo.environment
    if environment["RECORD_GOLDENS"] == "1", environment["CI"] == nil {
      try write(bytes, to: golden)
      return
    }
    let found = folder.appending(path: "../../../.build/goldens/\(name).png").standardized
    guard let expected = (try? Data(contentsOf: golden)).flatMap({ DecodedPNG(Array($0)) }) else {
      try write(bytes, to: found)
      Issue.record("no golden \(golden.path()); see \(found.path())")
      return
    }
    let picture = try #require(DecodedPNG(bytes))
    let differences = zip(picture.channels, expected.channels).map { abs(Int($0) - Int($1)) }
    let hasSameSize = picture.width == expected.width && picture.height == expected.height
    if hasSameSize, differences.allSatisfy({ $0 <= 1 }) { return }
    try write(bytes, to: found)
    if hasSameSize {
      try writeDifference(
        differences, width: picture.width,
        to: found.deletingPathExtension().appendingPathExtension("difference.png"))
    }
    Issue.record("mismatch: compare \(golden.path()) with \(found.path())")
  }

  /// A picture that is white where both agree, and the darker the more they differ.
  private func writeDifference(_ differences: [Int], width: Int, to file: URL) throws {
    let pixels = stride(from: 0, to: differences.count - 2, by: 3).map { start in
      UInt8(255 - min((differences[start..<(start + 3)].max() ?? 0) * 4, 255))
    }
    let height = pixels.count / width
    var drawing = Drawing(
      title: "difference", size: Size(width: Double(width), height: Double(height)))
    drawing.image(
      SampleGrid(width: width, height: height, levels: pixels), scale: .gray,
      frame: Rectangle(drawing.size))
    try write(try PNGRenderer().png(drawing, scale: 1), to: file)
  }

  private func write(_ bytes: [UInt8], to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
