import Kernels

/// Plain gradient descent: `w <- w - learningRate * g`.
public struct GradientDescent: PackedOptimizer {
  public var learningRate: Float

  public init(learningRate: Float) { self.learningRate = learningRate }

  var memories: [[[Float]]] {
    get { [] }
    set {}
  }

  var memoryCount: Int { 0 }

  mutating func beginStep() -> [Float] { [learningRate] }

  func instruction(_ operands: UpdateOperands) -> Instruction {
    .gradientDescent(
      gradients: operands.gradients, learningRate: operands.factors, count: operands.count,
      weights: operands.weights)
  }
}
