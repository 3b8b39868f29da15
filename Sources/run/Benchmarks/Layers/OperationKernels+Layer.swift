import NeuralNet

extension OperationKernels {
  /// The kernels of one layer of a network.
  ///
  /// - Returns: `nil` for a step that is no layer, but a sum of branches.
  init?(_ step: Network.Step, of network: Network, patterns: Int) {
    guard case .layer(let layer) = step.operation else { return nil }
    let parameters = step.parameterNames.map { network[$0] }
    let numbers = LayerNumbers(step, parameters: parameters, patterns)
    let plain = PlainPass(layer, numbers)
    let cost = layer.cost(for: step.inputShape).multiplyAdds
    let layout = MapLayout(
      step.inputShape, isPadded: !(layer.readsUnpaddedMaps && step.inputShape[0] == 1))
    self.init(
      name: "\(step.name) \(layer.shortKind)",
      operation: layer.operation(for: layout, kernels: .fastest), patterns: patterns,
      multiplyAdds: cost > 0 ? patterns * cost : nil, layout: layout, input: numbers.input,
      parameters: parameters, outputGradient: numbers.outputGradient,
      expected: Expected(
        output: plain.output, parameterGradients: plain.weightGradient + plain.biasGradient,
        inputGradient: step.inputs == [0] ? nil : plain.inputGradient))
  }
}
