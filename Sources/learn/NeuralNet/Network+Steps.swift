// The architecture in the order of computation, for those who write it down in other forms.
extension Network {
  /// One step of the computation: a layer, or the addition of branches.
  public struct Step: Sendable {
    public enum Operation: Sendable {
      case layer(any Layer)
      case sum
    }

    /// The row of the table that the step belongs to; several steps may belong to one row.
    public var name: String
    public var operation: Operation
    /// What feeds the step: 0 is the image, and k the output of step number k, counted from 1.
    public var inputs: [Int]
    /// The shape of the first input, for one pattern.
    public var inputShape: [Int]
    /// The shape of the output, for one pattern.
    public var outputShape: [Int]
    /// The names of the step's parameters, in the order in which the layer describes them.
    public var parameterNames: [String]
  }

  /// The steps of the computation: each reads the image or outputs of steps before it.
  public var steps: [Step] {
    graph.nodes.map { node in
      let operation: Step.Operation =
        switch node.step {
        case .layer(let layer): .layer(layer)
        case .sum, .pooledConvolution: .sum
        }
      return Step(
        name: node.name, operation: operation, inputs: node.inputs,
        inputShape: graph.shape(ofValue: node.inputs[0]), outputShape: node.shape,
        parameterNames: graph.parameters[node.parameters].map(\.name))
    }
  }
}
