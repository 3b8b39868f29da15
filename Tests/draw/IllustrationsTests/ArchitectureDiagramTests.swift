import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Architecture diagram")
struct ArchitectureDiagramTests {
  static let networks: [NetworkSummary] = [
    .article(), .article(c1Maps: 8), .article(branches: 1), .article(branches: 3), .perceptron,
    .chain(0), .chain(1), .chain(20), .residual,
  ]

  @Test(
    "No text overlaps another or leaves the drawing", arguments: networks.indices,
    [360.0, 720])
  func layout(index: Int, width: Double) {
    let drawing = ArchitectureDiagram(
      Self.networks[index], title: "A network", maximumWidth: width
    ).drawing()
    #expect(drawing.layoutProblems == [])
    #expect(drawing.size.width <= width)
  }

  @Test("The article's network fits into one row", arguments: [6, 8], [1, 2])
  func oneRow(c1Maps: Int, branches: Int) throws {
    let figure = ArchitectureDiagram(.article(c1Maps: c1Maps, branches: branches))
    let titles = figure.drawing().texts.filter { $0.weight == .bold && $0.string != "+" }
    let heights = ["input", "c1", "s1", "c3", "f4", "f5"].map { name in
      titles.first { $0.string == name }?.position.y
    }
    #expect(heights[0] != nil)
    #expect(Set(heights).count == 1)
  }

  @Test("Each layer is drawn as what it is")
  func glyphs() {
    let nodes = ArchitectureDiagram(.article(c1Maps: 8)).diagram.nodes
    #expect(
      nodes.map(\.glyph) == [
        .maps(count: 1, height: 32, width: 32), .maps(count: 8, height: 28, width: 28),
        .maps(count: 8, height: 14, width: 14), .maps(count: 16, height: 10, width: 10),
        .maps(count: 16, height: 5, width: 5), .maps(count: 16, height: 10, width: 10),
        .maps(count: 16, height: 5, width: 5), .operation("+"), .vector(units: 120),
        .vector(units: 84), .vector(units: 10),
      ])
    #expect(nodes[1].size == "8@28×28")
    #expect(nodes[1].caption == "convolution 5×5, ReLU")
    #expect(nodes[8].size == "120")
  }

  @Test("Eight maps are drawn as eight squares, six as six", arguments: [6, 8])
  func stack(c1Maps: Int) {
    let text = ArchitectureDiagram(.article(c1Maps: c1Maps)).drawing().description
    // All of c1's squares have one size, which no other layer has.
    let squares = text.split(separator: "\n").filter { $0.hasPrefix("path fill=tint(accent1 ") }
    func width(_ path: Substring) -> Double? {
      let points = path.split(separator: " ").filter { $0.contains(",") }
        .compactMap { Double($0.prefix { $0 != "," }) }
      guard let low = points.min(), let high = points.max() else { return nil }
      return high - low
    }
    let widest = squares.compactMap(width).max()
    #expect(squares.filter { width($0) == widest }.count == c1Maps)
  }

  @Test("Layers of one family share a colour")
  func accents() {
    let nodes = ArchitectureDiagram(.article()).diagram.nodes
    let accents = Dictionary(uniqueKeysWithValues: nodes.map { ($0.name, $0.accent) })
    #expect(accents["c1"] == accents["c3"] && accents["s1"] == accents["s2b"])
    #expect(Set([accents["input"], accents["c1"], accents["s1"], accents["f4"]]).count == 4)
  }

  @Test("The alt text names layers, their sources and sizes")
  func altText() {
    #expect(
      ArchitectureDiagram(.residual, title: "Skip").altText
        == "Skip. Network of 5 layers with 0 parameters: input 1@32×32; "
        + "c1 (convolution 3x3, ReLU) gives 16@32×32; c2 (convolution 3x3, ReLU) gives 16@32×32; "
        + "c3 (convolution 3x3) gives 16@32×32; "
        + "add (sum of 2 branches) from c1 and c3 gives 16@32×32; "
        + "output (fully connected, log-softmax) gives 10.")
  }

  @Test("The layer table has totals and separators")
  func layerTable() throws {
    let table = LayerTable(.article()).table
    #expect(
      table.columns.map(\.title) == [
        "layer", "kind", "output", "parameters", "connections", "multiply-adds", "receptive field",
      ])
    #expect(table.columns.map(\.isNumeric) == [false, false, true, true, true, true, true])
    #expect(table.hasTotal)
    #expect(
      table.rows.first == [
        "c1", "convolution 5×5, ReLU", "6@28×28", "156", "122,304", "122,304", "5×5",
      ])
    #expect(table.rows.last == ["total", "", "", "64,122", "122,304", "122,304", ""])
    #expect(table.rows.count == 11)
  }

  @Test("Table and alt text leave out parameters that training does not change")
  func fixedParameters() throws {
    var summary = NetworkSummary.article()
    let last = summary.layers.count - 1
    summary.layers[last].trainableParameters = 0
    let table = LayerTable(summary).table
    #expect(table.columns[3].title == "trainable parameters")
    #expect(table.rows[last][3] == "0")
    #expect(table.rows.last?[3] == "63,272")
    #expect(ArchitectureDiagram(summary).altText.contains("with 63,272 parameters"))
  }
}
