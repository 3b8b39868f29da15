import Figures
import Foundation
import NeuralNet

/// What the layers of a network computed for one image, ready to be drawn.
struct LayerPictures {
  struct Row {
    var name: String
    /// `[maps, height, width]` or `[units]`.
    var shape: [Int]
    /// The maps; of a layer of single units, one plane with all of them.
    var planes: [Plane]
    var scale: LevelScale

    var isUnits: Bool { shape.count == 1 || shape[1] * shape[2] == 1 }
  }

  let image: Row
  /// All layers but the last.
  let layers: [Row]
  let output: ClassAnswer

  /// - Parameter pattern: which image of the batch.
  init(
    _ network: Network, activations: Activations, images: Tensor, pattern: Int = 0
  ) {
    let summary = network.summary
    image = Row(
      name: "input", shape: summary.inputShape,
      planes: Self.planes(of: images, summary.inputShape, pattern),
      scale: .image(Self.planes(of: images, summary.inputShape, pattern)))
    var layers = summary.layers.dropLast().map { layer in
      let planes = Self.planes(of: activations[layer.name], layer.outputShape, pattern)
      return Row(
        name: layer.name, shape: layer.outputShape, planes: planes, scale: .activity(planes))
    }
    // Layers behind the same squashing function have the same bounds: they share one scale.
    let signed = layers.filter { $0.scale.scale == .diverging }
    let shared = LevelScale.signed(signed.flatMap(\.planes))
    for index in layers.indices where layers[index].scale.scale == .diverging {
      layers[index].scale = shared
    }
    self.layers = layers
    let last = summary.layers.last
    let outputs = last.map { Self.planes(of: activations[$0.name], $0.outputShape, pattern) }
    output = ClassAnswer(network, outputs: outputs?.flatMap(\.values) ?? [])
  }

  private static func planes(of tensor: Tensor, _ shape: [Int], _ pattern: Int) -> [Plane] {
    if shape.count == 3, shape[1] * shape[2] > 1 {
      return (0..<shape[0]).map { Plane(tensor, pattern, $0) }
    }
    let units = shape.reduce(1, *)
    return [
      Plane(
        width: units, height: 1,
        values: Array(tensor.scalars[pattern * units..<(pattern + 1) * units]))
    ]
  }
}

/// What a network's outputs say of each class.
struct ClassAnswer {
  let outputs: [Float]
  let winner: Int
  /// How much speaks for each class, from 0 to 1.
  let strengths: [Double]
  /// Whether the outputs are penalties.
  let arePenalties: Bool

  init(_ network: Network, outputs: [Float]) {
    self.outputs = outputs
    winner = network.winner(of: outputs)
    arePenalties = network.smallestOutputWins
    let finite = outputs.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    let arePenalties = arePenalties
    strengths = outputs.map { output in
      guard output.isFinite else { return 0 }
      if arePenalties { return high > 0 ? Double(1 - max(output, 0) / high) : 1 }
      if high <= 0 { return exp(Double(output)) }
      return high > low ? Double((output - low) / (high - low)) : 0
    }
  }

  /// A square for each class, the darker, the more speaks for it; the winner has a frame.
  func squares(side: Points, columns: Int) -> Block {
    let scale = ColorScale.ink
    let rows = (outputs.count + columns - 1) / columns
    return Block(width: side * Double(columns), height: side * Double(rows)) { corner, sheet in
      for (index, strength) in strengths.enumerated() {
        let frame = Rectangle(
          x: corner.x + Double(index % columns) * side,
          y: corner.y + Double(index / columns) * side, width: side, height: side
        ).inset(by: 1)
        let level = 0.85 * strength
        sheet.drawing.fill(.rectangle(frame), .level(level, scale), stroke: Stroke(.grid))
        if index == winner {
          sheet.drawing.stroke(.rectangle(frame), Stroke(.accent(2), width: 2))
        }
        sheet.drawing.write(
          Text(
            "\(index)",
            at: Point(
              x: frame.midX, y: FontMetrics.baseline(centeredAt: frame.midY, size: TypeSize.small)),
            size: TypeSize.small, weight: index == winner ? .bold : .regular,
            color: .text(onLevel: level, scale), anchor: .middle))
      }
    }
  }
}
