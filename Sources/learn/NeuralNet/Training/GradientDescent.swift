package import Kernels

/// Plain gradient descent: `w <- w - learningRate * g`.
public struct GradientDescent: PackedOptimizer {
  public var learningRate: Float

  public init(learningRate: Float) { self.learningRate = learningRate }

  package var memories: [[[Float]]] {
    get { [] }
    set {}
  }

  package var memoryCount: Int { 0 }

  package mutating func beginStep() -> [Float] { [learningRate] }

  package func instruction(
    gradients: Region, factors: Region, count: Int32, memories: [Region], weights: Region
  ) -> Instruction {
    .gradientDescent(
      (gradients: gradients, learningRate: factors, count: count, weights: weights))
  }
}
