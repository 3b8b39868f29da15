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
    // The slopes are 0 and 1, which are their own squares.
    LoweredActivation(
      output: input, function: Instruction.rectifier, gradient: Instruction.rectifierGradient,
      curvature: Instruction.rectifierGradient)
  }
}
