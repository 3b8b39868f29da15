import Figures
import Testing

@Suite("Diagram")
struct DiagramTests {
  private func chain(_ count: Int, caption: String = "convolution 5×5, ReLU") -> Diagram {
    let names = (0..<count).map { "layer \($0)" }
    return Diagram(
      title: "A chain of \(count)",
      nodes: names.map {
        Diagram.Node(
          $0, glyph: .maps(count: 16, height: 28, width: 28), title: $0, size: "16@28×28",
          caption: caption)
      },
      edges: zip(names, names.dropFirst()).map { Diagram.Edge(from: $0, to: $1) },
      summary: "A chain.")
  }

  @Test(
    "Chains of any length stay on the page without overlaps", arguments: [0, 1, 2, 5, 8, 20, 45],
    [240.0, 360, 720])
  func chains(count: Int, width: Double) {
    var diagram = chain(count)
    diagram.maximumWidth = width
    let drawing = diagram.drawing()
    #expect(drawing.layoutProblems == [])
    #expect(drawing.size.width <= width)
  }

  @Test(
    "Captions of any length keep apart",
    arguments: ["", "x", "subsampling 2×2, scaled tanh", "Donaudampfschifffahrtsgesellschaft"])
  func captions(caption: String) {
    #expect(chain(9, caption: caption).drawing().layoutProblems == [])
  }

  @Test("Type is never smaller than 12 points", arguments: [1, 9, 30])
  func typeSize(count: Int) {
    #expect(chain(count).drawing().texts.allSatisfy { $0.size >= 12 })
  }

  @Test("Branches stand above each other, level with their own layers, around the sum")
  func branches() throws {
    let texts = Diagram.twoBranches.drawing().texts
    func place(_ title: String) throws -> Point {
      try #require(texts.first { $0.string == title && $0.weight == .bold }).position
    }
    let (input, a, b, sum) = try (place("input"), place("a"), place("b"), place("sum"))
    #expect(a.x == b.x)
    #expect(input.x < a.x && a.x < sum.x)
    #expect(a.y < b.y)
    #expect(try input.y == sum.y && sum.y == place("output").y)
  }

  @Test("An arrow that skips a layer has a way of its own around it")
  func skip() {
    var diagram = chain(3)
    diagram.edges.append(Diagram.Edge(from: "layer 0", to: "layer 2"))
    let arrows = diagram.drawing().commands.filter { command in
      if case .path(_, let fill, _) = command { fill == .muted } else { false }
    }
    #expect(arrows.count == 3)
    #expect(diagram.drawing().layoutProblems == [])
  }

  @Test("Cycles, unknown names and equal names are mistakes of the caller")
  func mistakes() async {
    await #expect(processExitsWith: .failure) {
      let nodes = ["a", "b"].map { Diagram.Node($0, glyph: .vector(units: 1), title: $0) }
      let edges = [Diagram.Edge(from: "a", to: "b"), Diagram.Edge(from: "b", to: "a")]
      _ = Diagram(title: "", nodes: nodes, edges: edges, summary: "").drawing()
    }
    await #expect(processExitsWith: .failure) {
      let nodes = [Diagram.Node("a", glyph: .vector(units: 1), title: "a")]
      let edges = [Diagram.Edge(from: "a", to: "c")]
      _ = Diagram(title: "", nodes: nodes, edges: edges, summary: "").drawing()
    }
    await #expect(processExitsWith: .failure) {
      let nodes = ["a", "a"].map { Diagram.Node($0, glyph: .vector(units: 1), title: $0) }
      _ = Diagram(title: "", nodes: nodes, edges: [], summary: "").drawing()
    }
  }

  @Test("The alt text is the title and the summary")
  func altText() {
    #expect(
      Diagram.twoBranches.altText == "Two branches. An image goes through a and b, which are added."
    )
  }
}
