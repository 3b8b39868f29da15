import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Networks as figures")
struct ArchitectureFigureTests {
  @Test("Fields are nested, the smallest innermost", arguments: ChangedNetwork.allCases)
  func fields(_ changed: ChangedNetwork) throws {
    let figure = ReceptiveFields(try changed.network().summary, image: .digits(1))
    expectSound(figure)
    #expect(figure.fields.map(\.rows.count) == [5, 6, 14, 16, 32])
    for (inner, outer) in zip(figure.fields, figure.fields.dropFirst()) {
      #expect(outer.rows.contains(inner.rows) && outer.columns.contains(inner.columns))
    }
  }

  @Test("A field begins where its unit's window does")
  func fieldPlaces() throws {
    let figure = ReceptiveFields(try LeNet5.network(seed: 1).summary, image: .digits(1))
    // One unit of S2 is two pixels further than the next, one of S4 four.
    #expect(figure.fields[1].rows.lowerBound % 2 == 0)
    #expect(figure.fields[3].columns.lowerBound % 4 == 0)
    #expect(
      figure.altText == "What one unit of each layer sees. The fields grow from layer to layer: "
        + "C1 sees 5 by 5 pixels, S2 sees 6 by 6 pixels, C3 sees 14 by 14 pixels, "
        + "S4 sees 16 by 16 pixels, C5 sees 32 by 32 pixels of 32 by 32.")
  }

  @Test("Fields on hand-made images, and on none")
  func fieldsGolden() throws {
    let image = Plane(width: 4, height: 4, values: (0..<16).map { Float($0) / 16 })
    let figure = ReceptiveFields(
      title: "Fields", image: image,
      fields: [
        .init(name: "a", rows: 1..<2, columns: 1..<2),
        .init(name: "b", rows: 0..<3, columns: 1..<4),
      ])
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "receptive-fields")
    expectSound(ReceptiveFields(image: image, fields: []))
    expectSound(ReceptiveFields(.perceptron, image: Tensor(shape: [1, 1, 4, 4])))
  }

  @Test("Parameters and connections of two networks share their scales")
  func costs() throws {
    let figure = CostBars([
      ("LeNet-5", try LeNet5.network(seed: 1).summary),
      ("the article's network", try ArticleNet.network(seed: 1).summary),
    ])
    expectSound(figure)
    #expect(
      figure.altText
        == "Where the parameters are, and where the connections. LeNet-5: C5 has 80 % of the 60,000 "
        + "parameters, C3 44 % of the 340,908 connections; the article's network: c3 has 75 % of the "
        + "64,122 parameters, c2a 36 % of the 673,342 connections.")
    let texts = figure.drawing().texts.map(\.string)
    #expect(texts.contains("1,516, 3 %") && texts.contains("151,600, 44 %"))
    #expect(figure.dataTable?.rows.first == ["LeNet-5, C1", "156", "122,304"])
    try expectGolden(
      CostBars([("", .article(branches: 1))]).drawing(), named: "cost-bars")
  }

  @Test("Costs of any network", arguments: ArchitectureDiagramTests.networks.indices)
  func anyCosts(index: Int) {
    expectSound(CostBars([("a network", ArchitectureDiagramTests.networks[index])]))
    expectSound(CostBars([]))
  }

  @Test("Layers are drawn as the maps that they make", arguments: ChangedNetwork.allCases)
  func withMaps(_ changed: ChangedNetwork) throws {
    let network = try changed.network()
    let figure = ArchitectureWithMaps(network, image: .digits(1), title: "A digit on its way")
    expectSound(figure)
    let nodes = figure.diagram.nodes
    #expect(nodes.map(\.name) == ["input"] + network.summary.layers.map(\.name))
    #expect(figure.diagram.edges == ArchitectureDiagram(network.summary).diagram.edges)
    for (node, layer) in zip(nodes.dropFirst(), network.summary.layers) {
      guard case .pictures(let pictures, _) = node.glyph else {
        Issue.record("\(node.name) is no picture")
        continue
      }
      let isMaps = layer.outputShape.count == 3 && layer.outputShape[1] > 1
      #expect(pictures.count == (isMaps ? layer.outputShape[0] : 1))
    }
    var image = Tensor.digits(1)
    image.scalars[0] = .nan
    expectSound(ArchitectureWithMaps(network, image: image, maximumWidth: 360))
  }

  @Test("Kernels stand where their table has them", arguments: ChangedNetwork.allCases)
  func kernelTable(_ changed: ChangedNetwork) throws {
    let network = try changed.network()
    for layer in changed.isLeNet5 ? ["C1", "C3", "C5"] : ["c1", "c2a", "c3"] {
      expectSound(KernelTable(network, layer: layer))
    }
    if changed == .lenet5 {
      let figure = KernelTable(network, layer: "C3")
      let pictures = figure.drawing().description.split(separator: "\n")
        .filter { $0.hasPrefix("image 5x5") }
      #expect(pictures.count == 60)
      #expect(
        figure.altText.hasPrefix(
          "The 60 kernels of C3, of 96 that could be. Of the 16 maps of C3, 6 see 3, 9 see 4, "
            + "1 see 6 of the 6 maps of S2."))
    }
  }

  @Test("A small table of kernels")
  func kernelTableGolden() throws {
    let weights = Tensor(shape: [3, 2, 2, 2], scalars: (0..<24).map { Float($0 - 12) / 8 })
    let table = try ConnectionTable(inputMaps: 2, [[0], [1], [0, 1]])
    let figure = KernelTable(weights: weights, table: table, source: "S2", layer: "C3")
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "kernel-table")
    expectSound(KernelTable(weights: Tensor(repeating: .nan, shape: [3, 2, 2, 2]), table: nil))
  }
}
