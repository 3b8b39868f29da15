/// Log-softmax: scores become the logarithms of probabilities that add up to one.
///
/// `y[n, c] = x[n, c] - log(sum over k of e^x[n, k])`
///
/// - Shapes: `x` and `y` `[batch, classes]`.
/// - Source: Bridle, *Probabilistic Interpretation of Feedforward Classification Network
///   Outputs*, 1990, DOI 10.1007/978-3-642-76153-9_28.
public struct LogSoftmax: Layer {
  public let name: String?

  public init(_ name: String? = nil) { self.name = name }

  public var kind: String { "log-softmax" }
  public var shortKind: String { "softmax" }
  public var isActivation: Bool { true }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] {
    guard input.count == 1 else {
      throw LayerShapeError(expected: "a row of scores, [classes]", found: input)
    }
    return input
  }

  public func cost(for input: [Int]) -> LayerCost { LayerCost() }

  public func operation(for input: MapLayout, kernels: KernelSet) -> any LayerOperation {
    RowwiseLogSoftmax(output: MapLayout([input.maps]), kernels: kernels)
  }
}

/// The computation of ``LogSoftmax``.
private struct RowwiseLogSoftmax: LayerOperation {
  let output: MapLayout
  let kernels: KernelSet

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    kernels.logSoftmax(input, patterns, self.output.maps, self.output.stride, &output)
  }

  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    kernels.logSoftmaxGradient(
      pass.output, pass.outputGradient, pass.patterns, output.maps, output.stride, &gradient)
  }
}
