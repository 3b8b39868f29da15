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
  /// In the order in which the layer describes them.
  public var parameters: [Parameter]

  /// One of the layer's parameters with its name in the network, such as `c1.weight`.
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var tensor: Tensor
  }

  /// Adds the layer's parameters as they are, and returns their names.
  public func appendParameters(to graph: inout ONNXGraph) -> [String] {
    parameters.map { graph.append($0.tensor, name: $0.name) }
  }
}
