public import Errors
import Files
public import Foundation
public import NeuralNet

/// A network as an ONNX model, which other programs can run.
///
/// ```swift
/// try network.exportONNX(to: url, metadata: ["seed": "1"])
/// ```
///
/// The input is called `image` `[batch, maps, height, width]`, the output `output`; parameters
/// keep their names, such as `c1.weight`. Equal networks give equal bytes.
///
/// - Source: Open Neural Network Exchange, operator set 17, https://onnx.ai/onnx/.
public struct ONNXModel: Sendable, Hashable {
  /// The version of the operators' definitions.
  public static let operatorSet = 17
  /// The version of the file format that goes with it.
  static let formatVersion = 8

  static let inputName = "image"
  static let outputName = "output"

  public let graph: ONNXGraph
  /// `[maps, height, width]` of one image.
  public let inputShape: [Int]
  /// The shape of one pattern's output.
  public let outputShape: [Int]
  /// What the file says of itself, such as the seed of the training.
  public var metadata: [String: String]
  /// What readers of the file should know.
  public var documentation: Documentation?

  /// What goes into a model, and what comes out, in words.
  public struct Documentation: Sendable, Hashable {
    public var model: String
    public var input: String
    public var output: String

    public init(model: String, input: String, output: String) {
      self.model = model
      self.input = input
      self.output = output
    }
  }

  /// - Throws: which layer has no form in ONNX.
  public init(
    _ network: Network, metadata: [String: String] = [:], documentation: Documentation? = nil
  ) throws(InputError) {
    var graph = ONNXGraph()
    var values = [graph.newName(Self.inputName)]
    for step in network.steps {
      let inputs = step.inputs.map { values[$0] }
      switch step.operation {
      case .sum:
        values.append(graph.append("Sum", row: step.name, inputs: inputs))
      case .layer(let layer):
        guard let layer = layer as? any ONNXExportable else {
          throw InputError(
            place: step.name, expected: "a layer that can be written as ONNX", found: layer.kind)
        }
        let context = ONNXStep(
          row: step.name, input: inputs[0], inputShape: step.inputShape,
          outputShape: step.outputShape,
          parameters: step.parameterNames.map { ONNXStep.Parameter(name: $0, tensor: network[$0]) })
        values.append(layer.export(context, to: &graph))
      }
    }
    graph.renameLastOutput(to: Self.outputName)
    self.graph = graph
    inputShape = network.inputShape
    outputShape = network.outputShape
    self.metadata = metadata
    self.documentation = documentation
  }
}

extension Network {
  /// Writes the network as an ONNX model, whole or not at all.
  ///
  /// - Throws: `InputError` if a layer has no form in ONNX, or the file cannot be written.
  public func exportONNX(to url: URL, metadata: [String: String] = [:]) throws(InputError) {
    try OutputFile(url).write(ONNXModel(self, metadata: metadata).serialized())
  }
}
