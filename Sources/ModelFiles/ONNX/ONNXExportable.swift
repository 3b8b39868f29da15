public import NeuralNet

/// A layer that can be written with the operators of ONNX.
///
/// A layer of your own is exported once it conforms.
public protocol ONNXExportable: Layer {
  /// Adds the operators that compute the layer, and returns the name of the value that they make.
  func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String
}

/// One layer of a network on its way into a graph of ONNX.
public struct ONNXStep: Sendable, Hashable {
  /// The row of the network's table that the layer belongs to.
  public var row: String
  /// The value that the layer reads.
  public var input: String
  /// `[maps, height, width]` or `[units]`, without the batch.
  public var inputShape: [Int]
  public var outputShape: [Int]
  /// The names of the layer's parameters, in the order in which it describes them.
  public var parameters: [String]
}

extension Conv2D: ONNXExportable {
  public func export(_ step: ONNXStep, to graph: inout ONNXGraph) -> String {
    graph.append(
      "Conv", row: step.row, inputs: [step.input] + step.parameters,
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
      "Gemm", row: step.row, inputs: [rows] + step.parameters,
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
