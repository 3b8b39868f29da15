/// An operation that sums windows by weights: its gradients depend on its input and its weights as
/// a weighted sum's do.
///
/// Second derivatives then go back as gradients do, with squared inputs and squared weights.
package protocol WindowedOperation: LayerOperation {
  var kernels: KernelSet { get }
  var weights: WindowWeights { get }

  /// As ``LayerOperation/addGradients(of:scratch:toParameters:toInput:)``, but with other numbers in
  /// place of the pass's own.
  ///
  /// - Parameters:
  ///   - outputGradient: in place of `pass.outputGradient`.
  ///   - numbers: in place of `pass.input`.
  ///   - rows: in place of `pass.parameters.rows`.
  func addGradients(
    _ outputGradient: [Float], of pass: BackwardPass, input numbers: [Float], rows: [Float],
    scratch: inout LayerScratch, toParameters parameterGradient: inout PackedGradient,
    toInput inputGradient: inout [Float])
}

extension WindowedOperation {
  package func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {
    weights.pack(parameters, into: &packed)
  }

  package func makeGradient() -> PackedGradient { weights.makeGradient() }

  package func unpack(_ gradient: PackedGradient) -> [[Float]] { weights.unpack(gradient) }

  package func addGradients(
    of pass: BackwardPass, scratch: inout LayerScratch,
    toParameters parameterGradient: inout PackedGradient, toInput inputGradient: inout [Float]
  ) {
    addGradients(
      pass.outputGradient, of: pass, input: pass.input, rows: pass.parameters.rows,
      scratch: &scratch, toParameters: &parameterGradient, toInput: &inputGradient)
  }

  package func addCurvatures(
    of pass: CurvaturePass, scratch: inout LayerScratch,
    toParameters parameterCurvature: inout PackedGradient, toInput inputCurvature: inout [Float]
  ) {
    addGradients(
      pass.outputCurvature, of: pass.gradient, input: kernels.squares(of: pass.gradient.input),
      rows: kernels.squares(of: pass.gradient.parameters.rows), scratch: &scratch,
      toParameters: &parameterCurvature, toInput: &inputCurvature)
  }

  package func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    room: inout PackedGradient, parameters: inout PackedParameters,
    toInput inputGradient: inout [Float]
  ) {
    room.clear(kernels)
    addGradients(
      pass.outputGradient, of: pass, input: pass.input, rows: parameters.rows, scratch: &scratch,
      toParameters: &room, toInput: &inputGradient)
    weights.descend(room, rates: rates, scale: scale, parameters: &parameters)
  }
}
