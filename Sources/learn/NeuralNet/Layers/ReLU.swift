import Kernels

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

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    LoweredReLU(output: input, isPlain: plan.arithmetic == .plain)
  }
}

private struct LoweredReLU: LoweredLayer {
  let output: MapLayout
  let isPlain: Bool

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .rectifier(
        isPlain: isPlain, input: pass.input, count: pass.count(output), output: pass.output)
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    guard pass.needsInput else { return [] }
    return [
      .rectifierGradient(
        isPlain: isPlain, output: pass.output, outputGradient: pass.outputGradient,
        count: pass.count(output),
        inputGradient: pass.inputGradient)
    ]
  }

  // The slopes are 0 and 1, which are their own squares.
  func curvatures(_ pass: CurvaturePass) -> [Instruction] { gradients(pass.asGradient) }
}
