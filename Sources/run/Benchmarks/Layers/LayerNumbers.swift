import NeuralNet

/// Numbers for one layer, row-major.
struct LayerNumbers {
  let patterns: Int
  /// `[maps, height, width]` or `[units]` of one pattern.
  let inputShape: [Int]
  let outputShape: [Int]
  let parameters: [Tensor]
  let input: [Float]
  var outputGradient: [Float]

  init(_ step: Network.Step, parameters: [Tensor], _ patterns: Int) {
    self.patterns = patterns
    self.parameters = parameters
    (inputShape, outputShape) = (step.inputShape, step.outputShape)
    var generator = SeededGenerator(seed: 1)
    input = (0..<patterns * inputShape.reduce(1, *)).map { _ in generator.uniform(in: -1...1) }
    // As pooling makes them, where there is any: three gradients of four are zero.
    let zeros: Float = outputShape.last == 1 || outputShape.count == 1 ? 0 : 0.75
    outputGradient = (0..<patterns * outputShape.reduce(1, *)).map { _ in
      let gradient = generator.uniform(in: -1...1)
      return generator.uniform(in: 0...1) < zeros ? 0 : gradient
    }
  }
}
