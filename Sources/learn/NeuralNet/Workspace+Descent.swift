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
    for index in stages.indices.reversed() {
      if let operation = stages[index].operation {
        let pass = CurvaturePass(
          gradient: pass(index, patterns: 1, parameters: parameters[index]),
          outputCurvature: curvatures[index + 1])
        operation.addCurvatures(
          of: pass, scratch: &scratch[index], toParameters: &parameterCurvatures[index],
          toInput: &curvatures[stages[index].inputs[0]])
      } else {
        addToInputs(of: index, &curvatures, patterns: 1)
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
    for index in stages.indices.reversed() {
      if let operation = stages[index].operation {
        // Without the parameters, so that there is only one copy of them and they move in place.
        operation.descend(
          pass(index, patterns: 1, parameters: PackedParameters()), rates: rates[index],
          scale: scale, scratch: &scratch[index], room: &room[index],
          parameters: &parameters[index], toInput: &gradients[stages[index].inputs[0]])
      } else {
        addToInputs(of: index, &gradients, patterns: 1)
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
}
