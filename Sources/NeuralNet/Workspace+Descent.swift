// The backward pass of training pattern by pattern: second derivatives of all values, and steps.
extension Workspace {
  /// Carries second derivatives back and adds to those of the parameters, after
  /// ``backward(from:patterns:parameters:addingTo:includingImage:)``.
  ///
  /// - Parameter outputCurvature: with respect to the output.
  func carryCurvatureBack(
    from outputCurvature: [Float], parameters: [PackedParameters],
    addingTo parameterCurvatures: inout [PackedGradient]
  ) {
    clear(&curvatures, patterns: 1)
    setOutput(outputCurvature, of: &curvatures, patterns: 1)
    for (index, node) in graph.nodes.enumerated().reversed() {
      switch node.step {
      case .layer(_, let operation):
        let pass = CurvaturePass(
          gradient: backwardPass(index, node, parameters: parameters[index]),
          outputCurvature: curvatures[index + 1])
        operation.addCurvatures(
          of: pass, scratch: &scratch[index], toParameters: &parameterCurvatures[index],
          toInput: &curvatures[node.inputs[0]])
      case .sum:
        for input in node.inputs where input > 0 {
          kernels.addition(curvatures[index + 1], node.layout.count, &curvatures[input])
        }
      }
    }
  }

  /// Carries the loss's gradient back from the output, and lets every layer take its step as soon
  /// as it was carried through the layer.
  ///
  /// - Parameters:
  ///   - outputGradient: with respect to the output.
  ///   - scale: by which all rates are multiplied.
  ///   - room: where layers may put their gradients.
  func descend(
    from outputGradient: [Float], rates: [PackedGradient], scale: Float,
    room: inout [PackedGradient], parameters: inout [PackedParameters]
  ) {
    clear(&gradients, patterns: 1)
    setOutput(outputGradient, of: &gradients, patterns: 1)
    for (index, node) in graph.nodes.enumerated().reversed() {
      switch node.step {
      case .layer(_, let operation):
        // Without the parameters, so that there is only one copy of them and they move in place.
        operation.descend(
          backwardPass(index, node, parameters: PackedParameters()), rates: rates[index],
          scale: scale, scratch: &scratch[index], room: &room[index],
          parameters: &parameters[index], toInput: &gradients[node.inputs[0]])
      case .sum:
        for input in node.inputs where input > 0 {
          kernels.addition(gradients[index + 1], node.layout.count, &gradients[input])
        }
      }
    }
  }

  /// The row of the first value that is not finite.
  var firstNonFiniteRow: String? {
    values.enumerated().first { index, numbers in
      let count = graph.layout(ofValue: index).count
      return !numbers.prefix(count).allSatisfy(\.isFinite)
    }
    .map { index, _ in index == 0 ? "input" : graph.nodes[index - 1].name }
  }

  private func backwardPass(
    _ index: Int, _ node: Graph.Node, parameters: PackedParameters
  ) -> BackwardPass {
    BackwardPass(
      patterns: 1, parameters: parameters, input: values[node.inputs[0]],
      output: values[index + 1], outputGradient: gradients[index + 1],
      needsInput: node.inputs[0] > 0)
  }
}
