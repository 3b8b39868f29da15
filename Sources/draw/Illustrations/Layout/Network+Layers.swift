import NeuralNet

extension Network {
  /// The layers that have parameters, in order, and the names of these.
  var layersWithParameters: [(name: String, parameters: [String])] {
    steps.filter { !$0.parameterNames.isEmpty }.map { ($0.name, $0.parameterNames) }
  }
}
