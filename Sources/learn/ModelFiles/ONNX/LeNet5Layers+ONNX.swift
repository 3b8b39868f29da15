public import NeuralNet

// The layers of LeNet-5 of 1998 in the words of ONNX, which has none of them.

extension Subsampling2D: ONNXExportable {
  /// A convolution of each map on its own, all weights of its kernel the map's coefficient.
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    let (coefficient, bias) = (step.parameters[0], step.parameters[1])
    let kernels = Tensor(
      shape: [step.inputShape[0], 1, window, window],
      scalars: coefficient.tensor.scalars.flatMap {
        [Float](repeating: $0, count: window * window)
      })
    return graph.append(
      "Conv", row: step.row,
      inputs: [
        step.input, graph.append(kernels, name: coefficient.name),
        graph.append(bias.tensor, name: bias.name),
      ],
      attributes: [
        .integer("group", step.inputShape[0]), .integers("kernel_shape", [window, window]),
        .integers("strides", [window, window]),
      ])
  }
}

extension ScaledTanh: ONNXExportable {
  /// `A tanh(S x)`, operator by operator.
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    let slope = graph.append(Tensor(shape: [], scalars: [2.0 / 3]), name: "\(step.row).S")
    let amplitude = graph.append(Tensor(shape: [], scalars: [1.7159]), name: "\(step.row).A")
    let product = graph.append("Mul", row: step.row, inputs: [step.input, slope])
    let squashed = graph.append("Tanh", row: step.row, inputs: [product])
    return graph.append("Mul", row: step.row, inputs: [squashed, amplitude])
  }
}

extension RBFOutput: ONNXExportable {
  /// The differences to all codes, squared and added. (Multiplying the squares out, as a fully
  /// connected layer could compute them, would lose the small penalties in the rounding.)
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    let codes = graph.append(
      Tensor(shape: [self.codes.classes, self.codes.units], scalars: self.codes.scalars),
      name: "\(step.row).codes")
    let axis = graph.append([1], name: "\(step.row).axis")
    let rows = graph.append("Unsqueeze", row: step.row, inputs: [step.input, axis])
    let differences = graph.append("Sub", row: step.row, inputs: [rows, codes])
    return graph.append(
      "ReduceSumSquare", row: step.row, inputs: [differences],
      attributes: [.integers("axes", [2]), .integer("keepdims", 0)])
  }
}
