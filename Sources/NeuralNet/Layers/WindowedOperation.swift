/// An operation whose gradients depend on its input and its weights as a weighted sum's do.
///
/// Second derivatives then go back as gradients do, with squared inputs and squared weights.
package protocol WindowedOperation: LayerOperation {
  var kernels: KernelSet { get }

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
}
