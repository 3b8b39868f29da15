/// Plain gradient descent: `w <- w - learningRate * g`.
public struct GradientDescent: Optimizer {
  public var learningRate: Float

  public init(learningRate: Float) { self.learningRate = learningRate }

  public mutating func update(_ parameters: inout [Tensor], gradients: [Tensor]) {
    guard gradients.map(\.count) == parameters.map(\.count) else {
      fatalError(
        "GradientDescent: expected gradients of \(parameters.map(\.count)) numbers, "
          + "found \(gradients.map(\.count))")
    }
    for index in parameters.indices {
      parameters[index].scalars = zip(parameters[index].scalars, gradients[index].scalars)
        .map { weight, gradient in weight - learningRate * gradient }
    }
  }
}
