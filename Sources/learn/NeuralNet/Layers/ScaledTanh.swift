import Kernels

/// The squashing function of LeNet-5: numbers are pressed between -1.7159 and 1.7159.
///
/// `y = 1.7159 tanh(2/3 x)`, so that `f(1) = 1` and `f(-1) = -1`, and the function bends most
/// around these targets.
///
/// - Shapes: `y` has the shape of `x`.
/// - Source: LeCun et al. (1998), section II.B, equation 6, and appendix A.
public struct ScaledTanh: Layer {
  public let name: String?

  public init(_ name: String? = nil) { self.name = name }

  public var kind: String { "scaled tanh" }
  public var shortKind: String { "tanh" }
  public var isActivation: Bool { true }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] { input }

  public func cost(for input: [Int]) -> LayerCost { LayerCost() }

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    LoweredActivation(
      output: input, function: Instruction.scaledTanh, gradient: Instruction.scaledTanhGradient,
      curvature: Instruction.scaledTanhCurvature)
  }
}
