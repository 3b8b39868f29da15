import Foundation

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
private struct RowwiseLogSoftmax: ParameterFreeOperation {
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

  /// `d2x[c] += sum over k of d2y[k] (slope of y[k])^2 - p[c] (1 - p[c]) sum over k of dy[k]`,
  /// where p = e^y; the second term is there because log-softmax itself is curved.
  func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float]
  ) {
    for pattern in 0..<pass.gradient.patterns {
      let row = pattern * output.stride..<pattern * output.stride + output.maps
      let pull = -row.reduce(0) { $0 + pass.gradient.outputGradient[$1] }
      let total = row.reduce(0) { $0 + pass.outputCurvature[$1] }
      for place in row {
        let probability = exp(pass.gradient.output[place])
        curvature[place] +=
          probability * probability * total
          + (1 - 2 * probability) * pass.outputCurvature[place]
          + max(pull, 0) * probability * (1 - probability)
      }
    }
  }
}
