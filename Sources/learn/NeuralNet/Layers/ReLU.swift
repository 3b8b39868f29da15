/// The rectifier: negative numbers become zero.
///
/// `y = max(0, x)`
///
/// - Shapes: `y` has the shape of `x`.
/// - Source: Nair and Hinton, *Rectified Linear Units Improve Restricted Boltzmann Machines*,
///   ICML 2010.
public struct ReLU: Layer {
  public let name: String?

  public init(_ name: String? = nil) { self.name = name }

  public var kind: String { "ReLU" }
  public var shortKind: String { "relu" }
  public var isActivation: Bool { true }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] { input }

  public func cost(for input: [Int]) -> LayerCost { LayerCost() }

  public func operation(for input: MapLayout, kernels: KernelSet) -> any LayerOperation {
    Rectification(output: input, kernels: kernels)
  }
}

/// The computation of ``ReLU``.
private struct Rectification: ParameterFreeOperation {
  let output: MapLayout
  let kernels: KernelSet

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    kernels.rectifier(input, self.output.count * patterns, &output)
  }

  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    kernels.rectifierGradient(
      pass.output, pass.outputGradient, output.count * pass.patterns, &gradient)
  }

  func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float]
  ) {
    // The slopes are 0 and 1, which are their own squares.
    kernels.rectifierGradient(
      pass.gradient.output, pass.outputCurvature, output.count * pass.gradient.patterns,
      &curvature)
  }
}
