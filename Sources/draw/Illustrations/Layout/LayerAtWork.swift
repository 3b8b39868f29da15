import NeuralNet

/// One layer of a network, what came into it for one image, and what came out.
struct LayerAtWork {
  let step: Network.Step
  /// The name of the layer that feeds this one; `input` for the image.
  let source: String
  /// `[1, maps, height, width]`.
  let input: Tensor
  /// The layer's output with its squashing function.
  let output: Tensor
  let parameters: [Tensor]
  /// The name of the squashing function, if there is one.
  let squash: String?

  /// - Parameter image: `[1, maps, height, width]`.
  init(_ name: String, of network: Network, image: Tensor) {
    let steps = network.steps
    guard let index = steps.firstIndex(where: { $0.name == name }) else {
      let names = network.summary.layers.map(\.name).joined(separator: ", ")
      fatalError("\(name): expected one of the layers \(names)")
    }
    step = steps[index]
    let activations = network.activations(of: image)
    source = step.inputs[0] == 0 ? "input" : steps[step.inputs[0] - 1].name
    input = step.inputs[0] == 0 ? image : activations[source]
    output = activations[name]
    parameters = step.parameterNames.map { network[$0] }
    squash =
      steps[(index + 1)...].lazy.filter { $0.name == name }.compactMap { step -> String? in
        guard case .layer(let layer) = step.operation else { return nil }
        return layer.kind
      }.first
  }

  /// The layer, if it is of the wanted kind.
  func layer<Wanted: Layer>(as wanted: Wanted.Type, for figure: String) -> Wanted {
    guard case .layer(let layer) = step.operation, let layer = layer as? Wanted else {
      fatalError("\(figure): expected a layer of kind \(wanted), \(step.name) is none")
    }
    return layer
  }

  /// Stops with a message unless the output has such a unit.
  func checkUnit(map: Int, row: Int, column: Int, for figure: String) {
    let shape = step.outputShape
    guard shape.count == 3, (0..<shape[0]).contains(map), (0..<shape[1]).contains(row),
      (0..<shape[2]).contains(column)
    else {
      fatalError(
        "\(figure): expected a unit [map, row, column] within \(shape), "
          + "found [\(map), \(row), \(column)]")
    }
  }
}
