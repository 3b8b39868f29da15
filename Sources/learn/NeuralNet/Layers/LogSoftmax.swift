import Kernels

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

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    LoweredLogSoftmax(output: input, isPlain: plan.arithmetic == .plain)
  }
}

private struct LoweredLogSoftmax: LoweredLayer {
  let output: MapLayout
  let isPlain: Bool
  private var classes: Int32 { Int32(output.maps) }
  /// From one row to the next.
  private var stride: Int32 { Int32(output.count) }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .logSoftmax(
        (
          isPlain: isPlain, input: pass.input, rows: Int32(pass.patterns), classes: classes,
          stride: stride, output: pass.output
        ))
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    [
      .logSoftmaxGradient(
        (
          isPlain: isPlain, output: pass.output, outputGradient: pass.outputGradient,
          rows: Int32(pass.patterns), classes: classes, stride: stride,
          inputGradient: pass.inputGradient
        ))
    ]
  }

  func curvatures(_ pass: Pass) -> [Instruction] {
    [
      .logSoftmaxCurvature(
        (
          output: pass.output, outputGradient: pass.outputGradient,
          outputCurvature: pass.outputCurvature, rows: Int32(pass.patterns), classes: classes,
          stride: stride, inputCurvature: pass.inputCurvature
        ))
    ]
  }
}
