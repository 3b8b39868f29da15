// The backward pass of training pattern by pattern, in three parts: gradients of all values,
// second derivatives of all values, and steps.
extension Workspace {
  /// Carries the loss's gradient back to every value but the image.
  ///
  /// - Parameter outputGradient: with respect to the output.
  func carryGradientBack(from outputGradient: [Float], parameters: [PackedParameters]) {
    clear(&gradients, patterns: 1)
    setOutput(outputGradient, of: &gradients, patterns: 1)
    for (index, node) in graph.nodes.enumerated().reversed() {
      switch node.step {
      case .layer(_, let operation):
        guard node.inputs[0] > 0 else { continue }
        operation.addInputGradient(
          of: backwardPass(index, node, parameters: parameters[index]),
          scratch: &scratch[index], to: &gradients[node.inputs[0]])
      case .sum:
        for input in node.inputs where input > 0 {
          kernels.addition(gradients[index + 1], node.layout.count, &gradients[input])
        }
      }
    }
  }

  /// Carries second derivatives back and adds to those of the parameters, after
  /// ``carryGradientBack(from:parameters:)``.
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
        operation.addParameterCurvature(
          of: pass, scratch: &scratch[index], to: &parameterCurvatures[index])
        guard node.inputs[0] > 0 else { continue }
        operation.addInputCurvature(
          of: pass, scratch: &scratch[index], to: &curvatures[node.inputs[0]])
      case .sum:
        for input in node.inputs where input > 0 {
          kernels.addition(curvatures[index + 1], node.layout.count, &curvatures[input])
        }
      }
    }
  }

  /// Lets every layer take its step, after ``carryGradientBack(from:parameters:)``.
  ///
  /// - Parameters:
  ///   - scale: by which all rates are multiplied.
  ///   - room: where layers may put their gradients.
  func descend(
    rates: [PackedGradient], scale: Float, room: inout [PackedGradient],
    parameters: inout [PackedParameters]
  ) {
    for (index, node) in graph.nodes.enumerated() where !node.parameters.isEmpty {
      guard case .layer(_, let operation) = node.step else { continue }
      // Without the parameters, so that there is only one copy of them and they move in place.
      operation.descend(
        backwardPass(index, node, parameters: PackedParameters()), rates: rates[index],
        scale: scale, scratch: &scratch[index], gradient: &room[index],
        parameters: &parameters[index])
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
      output: values[index + 1], outputGradient: gradients[index + 1])
  }
}
