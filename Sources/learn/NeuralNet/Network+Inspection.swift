extension Network {
  /// What each layer is and costs: the table of the network.
  ///
  /// An unnamed activation counts as the last step of the layer before it.
  public var summary: NetworkSummary {
    var layers: [LayerSummary] = []
    // For each value the name of its row and what one of its units sees of the image.
    var rows = ["input"]
    var views = [(field: 1, stride: 1)]
    for node in graph.nodes {
      let inputViews = node.inputs.map { views[$0] }
      let view: (field: Int, stride: Int)
      let (kind, cost): (String, LayerCost)
      var fixedParameters = 0
      switch node.step {
      case .layer(let layer):
        let inputShape = graph.shape(ofValue: node.inputs[0])
        (kind, cost) = (layer.kind, layer.cost(for: inputShape))
        fixedParameters = layer.fixedParameters(for: inputShape)
      case .sum, .pooledConvolution:
        kind = "sum of \(node.inputs.count) branches"
        cost = LayerCost(connections: node.inputs.count * node.shape.reduce(1, *))
      }
      let widest = inputViews.max { $0.field < $1.field } ?? (field: 1, stride: 1)
      view = (
        field: widest.field + (cost.window - 1) * widest.stride,
        stride: widest.stride * cost.stride
      )
      let parameters = graph.parameters[node.parameters].reduce(0) { $0 + $1.description.count }
      rows.append(node.name)
      views.append(view)
      if let row = layers.firstIndex(where: { $0.name == node.name }) {
        layers[row].kind += ", \(kind)"
        layers[row].outputShape = node.shape
      } else {
        layers.append(
          LayerSummary(
            name: node.name, kind: kind, inputs: node.inputs.map { rows[$0] },
            outputShape: node.shape, parameters: parameters + fixedParameters,
            trainableParameters: parameters, connections: cost.connections,
            multiplyAdds: cost.multiplyAdds, receptiveField: view.field, stride: view.stride))
      }
    }
    return NetworkSummary(inputShape: graph.inputShape, layers: layers)
  }

  /// What every layer computes for some images, for figures of feature maps.
  ///
  /// - Shapes: `images` `[batch, maps, height, width]`.
  /// - Precondition: the images have the network's input shape.
  public func activations(of images: Tensor) -> Activations {
    let names = graph.rowNames
    let tensors = Engine(self, as: .inspection, threads: defaultThreadCount())
      .values(names.map { graph.value(named: $0) ?? 0 }, of: images)
    return Activations(names: names, tensors: tensors)
  }
}
