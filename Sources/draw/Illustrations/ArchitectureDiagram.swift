public import Figures
public import NeuralNet

/// A network's layers as stacks of maps and bars, drawn from the network's own summary.
public struct ArchitectureDiagram: Figure {
  public var title: String
  public var summary: NetworkSummary
  public var maximumWidth: Points

  public init(_ summary: NetworkSummary, title: String = "", maximumWidth: Points = 720) {
    self.title = title
    self.summary = summary
    self.maximumWidth = maximumWidth
  }

  public func drawing() -> Drawing { diagram.drawing() }

  public var altText: String { diagram.altText }

  /// The diagram as nodes and edges.
  public var diagram: Diagram {
    let accents = Self.accents(of: summary.layers)
    let input = Diagram.Node(
      "input", glyph: Self.glyph(shape: summary.inputShape), title: "input",
      size: ShapeText.maps(summary.inputShape), accent: 8)
    let layers = summary.layers.map { layer in
      Diagram.Node(
        layer.name, glyph: Self.glyph(of: layer), title: layer.name,
        size: ShapeText.maps(layer.outputShape),
        // A sum's sign says what it does.
        caption: Self.family(of: layer) == "sum" ? "" : ShapeText.crossed(layer.kind),
        accent: accents[Self.family(of: layer)] ?? 1)
    }
    let edges = summary.layers.flatMap { layer in
      layer.inputs.map { Diagram.Edge(from: $0, to: layer.name) }
    }
    return Diagram(
      title: title, nodes: [input] + layers, edges: edges, summary: words,
      maximumWidth: maximumWidth)
  }

  private static func glyph(of layer: LayerSummary) -> NodeGlyph {
    family(of: layer) == "sum" ? .operation("+") : glyph(shape: layer.outputShape)
  }

  private static func glyph(shape: [Int]) -> NodeGlyph {
    if shape.count == 3, shape[1] * shape[2] > 1 {
      return .maps(count: shape[0], height: shape[1], width: shape[2])
    }
    return .vector(units: shape.reduce(1, *))
  }

  /// The first word of what the layer does: layers of one family share a colour.
  private static func family(of layer: LayerSummary) -> String {
    String(layer.kind.prefix { $0.isLetter || $0 == "-" })
  }

  private static func accents(of layers: [LayerSummary]) -> [String: Int] {
    layers.reduce(into: [:]) { accents, layer in
      let family = family(of: layer)
      if family != "sum", accents[family] == nil { accents[family] = accents.count + 1 }
    }
  }

  /// The layers in order, with their sources where these are not the layer before.
  private var words: String {
    var previous = "input"
    let layers = summary.layers.map { layer in
      defer { previous = layer.name }
      let source =
        layer.inputs == [previous] ? "" : " from " + layer.inputs.joined(separator: " and ")
      return "\(layer.name) (\(layer.kind))\(source) gives \(ShapeText.maps(layer.outputShape))"
    }
    let count = summary.layers.count == 1 ? "1 layer" : "\(summary.layers.count) layers"
    // Those that the table beside it counts: fixed ones are not learned.
    let parameters = NumberText.grouped(summary.trainableParameters)
    return "Network of \(count) with \(parameters) parameters: "
      + (["input \(ShapeText.maps(summary.inputShape))"] + layers).joined(separator: "; ") + "."
  }
}
