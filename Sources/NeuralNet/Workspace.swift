/// The memory in which one thread runs shards through a graph.
final class Workspace {
  private let graph: Graph
  private let kernels: KernelSet
  /// The values of the last forward pass; number 0 is the image.
  private(set) var values: [[Float]]
  /// The loss's gradient with respect to each value.
  private var gradients: [[Float]] = []
  private var scratch: [LayerScratch]
  private let inputPlaces: [Int]

  init(graph: Graph, kernels: KernelSet) {
    self.graph = graph
    self.kernels = kernels
    values = (0...graph.nodes.count).map {
      graph.layout(ofValue: $0).makeStorage(patterns: Shard.size)
    }
    scratch = [LayerScratch](repeating: LayerScratch(), count: graph.nodes.count)
    inputPlaces = graph.inputLayout.placesInRowMajorOrder()
  }

  /// Puts row-major images where the first layer reads them.
  func setInput(_ images: [Float], first: Int, patterns: Int) {
    let (pixels, pitch) = (inputPlaces.count, graph.inputLayout.count)
    for pattern in 0..<patterns {
      for (pixel, place) in inputPlaces.enumerated() {
        values[0][pattern * pitch + place] = images[(first + pattern) * pixels + pixel]
      }
    }
  }

  /// Puts some of the labelled images where the first layer reads them.
  func setInput(_ images: LabeledImages, at indexes: ArraySlice<Int>) {
    let pitch = graph.inputLayout.count
    if graph.inputLayout.stride == 1 {
      for (pattern, index) in indexes.enumerated() {
        images.copyImage(at: index, to: pattern * pitch, of: &values[0])
      }
    } else {
      setInput(images.images(at: indexes).scalars, first: 0, patterns: indexes.count)
    }
  }

  func forward(patterns: Int, parameters: [PackedParameters]) {
    for (index, node) in graph.nodes.enumerated() {
      switch node.step {
      case .layer(_, let operation):
        operation.forward(
          values[node.inputs[0]], patterns: patterns, parameters: parameters[index],
          scratch: &scratch[index], output: &values[index + 1])
      case .sum:
        let count = patterns * node.layout.count
        kernels.fill(0, count, &values[index + 1])
        for input in node.inputs { kernels.addition(values[input], count, &values[index + 1]) }
      }
    }
  }

  /// The numbers that the network computed, row-major.
  func output(patterns: Int) -> [Float] {
    graph.outputLayout.rowMajor(values[graph.nodes.count], patterns: patterns)
  }

  /// Carries the loss's gradient back from the output and adds to the parameters' gradients.
  ///
  /// - Parameter outputGradient: with respect to the output, row-major.
  func backward(
    from outputGradient: [Float], patterns: Int, parameters: [PackedParameters],
    addingTo parameterGradients: inout [PackedGradient]
  ) {
    clearGradients(patterns: patterns)
    let (layout, last) = (graph.outputLayout, graph.nodes.count)
    let places = layout.placesInRowMajorOrder()
    for pattern in 0..<patterns {
      for (number, place) in places.enumerated() {
        gradients[last][pattern * layout.count + place] =
          outputGradient[pattern * places.count + number]
      }
    }
    for (index, node) in graph.nodes.enumerated().reversed() {
      switch node.step {
      case .layer(_, let operation):
        let pass = BackwardPass(
          patterns: patterns, parameters: parameters[index], input: values[node.inputs[0]],
          output: values[index + 1], outputGradient: gradients[index + 1])
        operation.addParameterGradient(
          of: pass, scratch: &scratch[index], to: &parameterGradients[index])
        // Nobody asks how the loss depends on the image.
        if node.inputs[0] > 0 {
          operation.addInputGradient(
            of: pass, scratch: &scratch[index], to: &gradients[node.inputs[0]])
        }
      case .sum:
        for input in node.inputs where input > 0 {
          kernels.addition(
            gradients[index + 1], patterns * node.layout.count, &gradients[input])
        }
      }
    }
  }

  private func clearGradients(patterns: Int) {
    if gradients.isEmpty {
      gradients = values.map { [Float](repeating: 0, count: $0.count) }
    } else {
      for index in gradients.indices.dropFirst() {
        kernels.fill(0, patterns * graph.layout(ofValue: index).count, &gradients[index])
      }
    }
  }
}
