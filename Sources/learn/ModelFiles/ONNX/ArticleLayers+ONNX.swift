public import NeuralNet

// The layers of the article's network in the words of ONNX.

extension Conv2D: ONNXExportable {
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    graph.append(
      "Conv", row: step.row, inputs: [step.input] + step.appendParameters(to: &graph),
      attributes: [.integers("kernel_shape", [kernel, kernel])])
  }
}

extension Dense: ONNXExportable {
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    let rows =
      step.inputShape.count == 1
      ? step.input
      : graph.append(
        "Flatten", row: step.row, inputs: [step.input], attributes: [.integer("axis", 1)])
    return graph.append(
      "Gemm", row: step.row, inputs: [rows] + step.appendParameters(to: &graph),
      attributes: [.integer("transB", 1)])
  }
}

extension MaxPool2D: ONNXExportable {
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    graph.append(
      "MaxPool", row: step.row, inputs: [step.input],
      attributes: [
        .integers("kernel_shape", [window, window]), .integers("strides", [window, window]),
      ])
  }
}

extension ReLU: ONNXExportable {
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    graph.append("Relu", row: step.row, inputs: [step.input])
  }
}

extension LogSoftmax: ONNXExportable {
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    graph.append(
      "LogSoftmax", row: step.row, inputs: [step.input], attributes: [.integer("axis", 1)])
  }
}
