public import Figures
public import NeuralNet

/// The classic picture of a network: its layers one behind the other, each as the stack of maps that
/// it makes of a real image.
///
/// Layers, sizes and arrows come from the network's summary, as in ``ArchitectureDiagram``; the maps
/// from what it computes.
///
/// - Source: LeCun et al. (1998), Fig. 2.
public struct ArchitectureWithMaps: Figure {
  public let diagram: Diagram
  private let words: String

  /// - Parameter image: `[1, maps, height, width]`.
  public init(
    _ network: Network, image: Tensor, title: String = "", maximumWidth: Points = 720
  ) {
    let pictures = LayerPictures(
      network, activations: network.activations(of: image), images: image)
    let summary = network.summary
    var diagram = ArchitectureDiagram(summary, title: title, maximumWidth: maximumWidth).diagram
    for row in [pictures.image] + pictures.layers {
      guard let node = diagram.nodes.firstIndex(where: { $0.name == row.name }) else { continue }
      let isCode = pictures.output.arePenalties && row.name == pictures.layers.last?.name
      diagram.nodes[node].glyph = Self.glyph(of: row, isCode: isCode)
    }
    if let output = summary.layers.last?.name, !pictures.output.strengths.isEmpty,
      let node = diagram.nodes.firstIndex(where: { $0.name == output })
    {
      let strengths = pictures.output.strengths.map { Float($0) }
      diagram.nodes[node].glyph = .pictures(
        [SampleGrid(width: 1, height: strengths.count, values: strengths, range: 0...1)], .ink)
    }
    self.diagram = diagram
    words = AltText.joined(
      title,
      "The \(ShapeText.maps(summary.inputShape)) image goes through \(summary.layers.count) layers, "
        + "drawn as the maps that they make of it, to the answer \(pictures.output.winner)",
      summary.layers.map { "\($0.name) \(ShapeText.maps($0.outputShape))" }.joined(separator: ", "))
  }

  private static func glyph(of row: LayerPictures.Row, isCode: Bool) -> NodeGlyph {
    let planes: [Plane]
    if row.isUnits {
      let values = row.planes.flatMap(\.values)
      let width = [4, 3, 2].first { values.count > 16 && values.count % $0 == 0 } ?? 1
      planes = [
        isCode
          ? CodePicture.plane(values)
          : Plane(width: width, height: values.count / width, values: values)
      ]
    } else {
      // Beyond these, each could be seen no more; the label tells the true number.
      planes = Array(row.planes.prefix(24))
    }
    return .pictures(
      planes.map {
        SampleGrid(
          width: $0.width, height: $0.height, values: $0.values, range: row.scale.range)
      }, row.scale.scale)
  }

  public func drawing() -> Drawing { diagram.drawing() }

  public var altText: String { words }
}
