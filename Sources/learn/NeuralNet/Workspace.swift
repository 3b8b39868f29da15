/// The memory in which one thread runs shards through a graph.
final class Workspace {
  /// What is needed of a node to run it, without its names and shapes, which take time to copy.
  struct Stage {
    /// `nil` where inputs are added.
    var operation: (any LayerOperation)?
    /// The numbers of the values that feed it.
    var inputs: [Int]
    /// How many numbers one pattern of its output takes.
    var count: Int
  }

  let graph: Graph
  let kernels: KernelSet
  let stages: [Stage]
  /// The values of the last forward pass; number 0 is the image.
  private(set) var values: [[Float]]
  /// The loss's gradient with respect to each value.
  var gradients: [[Float]] = []
  /// The loss's second derivatives with respect to each value.
  var curvatures: [[Float]] = []
  var scratch: [LayerScratch]
  private let inputPlaces: [Int]
  private let outputPlaces: [Int]

  init(graph: Graph, kernels: KernelSet) {
    self.graph = graph
    self.kernels = kernels
    stages = graph.nodes.map { node in
      var stage = Stage(operation: nil, inputs: node.inputs, count: node.layout.count)
      if case .layer(_, let operation) = node.step { stage.operation = operation }
      return stage
    }
    values = (0...graph.nodes.count).map {
      graph.layout(ofValue: $0).makeStorage(patterns: Shard.size)
    }
    scratch = [LayerScratch](repeating: LayerScratch(), count: graph.nodes.count)
    inputPlaces = graph.inputLayout.placesInRowMajorOrder()
    outputPlaces = graph.outputLayout.placesInRowMajorOrder()
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

  /// Puts distorted images where the first layer reads them.
  func setInput(
    _ images: LabeledImages, at indexes: ArraySlice<Int>, distorted distortion: SeededDistortion
  ) {
    guard graph.inputLayout.stride == 1 else {
      var batch = images.images(at: indexes).scalars
      for (pattern, index) in indexes.enumerated() {
        distortion.apply(to: &batch, from: pattern * images.pixelsPerImage, of: images, at: index)
      }
      setInput(batch, first: 0, patterns: indexes.count)
      return
    }
    let pitch = graph.inputLayout.count
    for (pattern, index) in indexes.enumerated() {
      images.copyImage(at: index, to: pattern * pitch, of: &values[0])
      distortion.apply(to: &values[0], from: pattern * pitch, of: images, at: index)
    }
  }

  func forward(patterns: Int, parameters: [PackedParameters]) {
    for index in stages.indices {
      let inputs = stages[index].inputs
      if let operation = stages[index].operation {
        operation.forward(
          values[inputs[0]], patterns: patterns, parameters: parameters[index],
          scratch: &scratch[index], output: &values[index + 1])
      } else {
        let count = patterns * stages[index].count
        kernels.fill(0, count, &values[index + 1])
        for input in inputs { kernels.addition(values[input], count, &values[index + 1]) }
      }
    }
  }

  /// The numbers that the network computed, row-major.
  func output(patterns: Int) -> [Float] {
    let (pitch, last) = (graph.outputLayout.count, graph.nodes.count)
    var numbers: [Float] = []
    numbers.reserveCapacity(patterns * outputPlaces.count)
    for pattern in 0..<patterns {
      for place in outputPlaces { numbers.append(values[last][pattern * pitch + place]) }
    }
    return numbers
  }

  /// Carries the loss's gradient back from the output and adds to the parameters' gradients.
  ///
  /// - Parameters:
  ///   - outputGradient: with respect to the output, row-major.
  ///   - includingImage: whether the gradient is carried back to the image too, which training
  ///     does not need.
  func backward(
    from outputGradient: [Float], patterns: Int, parameters: [PackedParameters],
    addingTo parameterGradients: inout [PackedGradient], includingImage: Bool = false
  ) {
    clear(&gradients, patterns: patterns, includingImage: includingImage)
    setOutput(outputGradient, of: &gradients, patterns: patterns)
    for index in stages.indices.reversed() {
      let inputs = stages[index].inputs
      if let operation = stages[index].operation {
        var pass = pass(index, patterns: patterns, parameters: parameters[index])
        pass.needsInput = inputs[0] > 0 || includingImage
        operation.addGradients(
          of: pass, scratch: &scratch[index], toParameters: &parameterGradients[index],
          toInput: &gradients[inputs[0]])
      } else {
        addToInputs(of: index, &gradients, patterns: patterns, includingImage: includingImage)
      }
    }
  }

  /// What a layer's backward pass reads.
  func pass(_ index: Int, patterns: Int, parameters: PackedParameters) -> BackwardPass {
    let input = stages[index].inputs[0]
    return BackwardPass(
      patterns: patterns, parameters: parameters, input: values[input],
      output: values[index + 1], outputGradient: gradients[index + 1], needsInput: input > 0)
  }

  /// Carries numbers beside a sum's output to its inputs.
  func addToInputs(
    of index: Int, _ numbers: inout [[Float]], patterns: Int, includingImage: Bool = false
  ) {
    for input in stages[index].inputs where input > 0 || includingImage {
      kernels.addition(numbers[index + 1], patterns * stages[index].count, &numbers[input])
    }
  }

  /// Makes room for a number beside each value, and sets all of them to zero; those beside the
  /// image only if they are needed.
  func clear(_ numbers: inout [[Float]], patterns: Int, includingImage: Bool = false) {
    if numbers.isEmpty { numbers = values.map { [Float](repeating: 0, count: $0.count) } }
    for index in numbers.indices where index > 0 || includingImage {
      kernels.fill(0, patterns * graph.layout(ofValue: index).count, &numbers[index])
    }
  }

  /// Puts row-major numbers beside the output's values.
  func setOutput(_ rowMajor: [Float], of numbers: inout [[Float]], patterns: Int) {
    let (pitch, last) = (graph.outputLayout.count, graph.nodes.count)
    for pattern in 0..<patterns {
      for (number, place) in outputPlaces.enumerated() {
        numbers[last][pattern * pitch + place] =
          rowMajor[pattern * outputPlaces.count + number]
      }
    }
  }
}
