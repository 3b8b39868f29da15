public import Errors
package import Kernels

/// Gradient descent in which every weight has its own pace, from the mean and the spread of its
/// recent gradients.
///
/// At step t, for each weight w with gradient g:
///
/// `m <- beta1 m + (1 - beta1) g`, `v <- beta2 v + (1 - beta2) g^2`,
/// `w <- w - learningRate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)`
///
/// - Source: Kingma and Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015,
///   arXiv:1412.6980, algorithm 1.
/// - Checked against: PyTorch's `torch.optim.Adam`.
public struct Adam: PackedOptimizer {
  public var learningRate: Float
  /// How slowly the mean of the gradients (m) forgets, from 0 to 1.
  public let beta1: Float
  /// How slowly the mean of their squares (v) forgets, from 0 to 1.
  public let beta2: Float
  /// Keeps the division finite where all gradients were zero.
  public let epsilon: Float
  /// How many steps were taken.
  public private(set) var steps = 0
  private var firstMoments: [[Float]] = []
  private var secondMoments: [[Float]] = []

  public init(
    learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  package var memories: [[[Float]]] {
    get { firstMoments.isEmpty ? [] : [firstMoments, secondMoments] }
    set { (firstMoments, secondMoments) = newValue.isEmpty ? ([], []) : (newValue[0], newValue[1]) }
  }

  package var memoryCount: Int { 2 }

  package mutating func beginStep() -> [Float] {
    steps += 1
    let stepSize = Double(learningRate) / (1 - power(beta1, steps))
    let rootCorrection = (1 - power(beta2, steps)).squareRoot()
    return [Float(stepSize), beta1, beta2, Float(rootCorrection), epsilon]
  }

  package func instruction(
    gradients: Region, factors: Region, count: Int32, memories: [Region], weights: Region
  ) -> Instruction {
    .adam(
      (
        gradients: gradients, factors: factors, count: count, firstMoments: memories[0],
        secondMoments: memories[1], weights: weights
      ))
  }

  public func check(_ stored: Adam, for parameters: [Tensor]) throws(InputError) {
    try checkRate(stored)
    let constants = [beta1, beta2, epsilon]
    guard [stored.beta1, stored.beta2, stored.epsilon] == constants else {
      throw InputError(
        place: "Adam", expected: "beta1, beta2 and epsilon of \(constants)",
        found: "\([stored.beta1, stored.beta2, stored.epsilon])")
    }
    // Before the first step there are no moments.
    let wanted = stored.steps == 0 ? [] : parameters.map(\.count)
    for (name, moments) in [
      ("firstMoments", stored.firstMoments), ("secondMoments", stored.secondMoments),
    ] {
      guard moments.map(\.count) == wanted else {
        throw InputError(
          place: "Adam: \(name)", expected: "as many as parameters, \(wanted)",
          found: "\(moments.map(\.count))")
      }
      let least: Float = name == "secondMoments" ? 0 : -.greatestFiniteMagnitude
      guard moments.joined().allSatisfy({ $0.isFinite && $0 >= least }) else {
        throw InputError(
          place: "Adam: \(name)", expected: "finite means of gradients and of their squares",
          found: "others")
      }
    }
    guard (0...Self.greatestSteps).contains(stored.steps) else {
      throw InputError(
        place: "Adam: steps", expected: "from 0 to \(Self.greatestSteps)", found: "\(stored.steps)")
    }
  }

  /// More than any training takes.
  private static let greatestSteps = 1 << 50

  /// `base^exponent`, by squaring.
  private func power(_ base: Float, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, Double(base), exponent)
    while rest > 0 {
      if rest % 2 == 1 { result *= square }
      square *= square
      rest /= 2
    }
    return result
  }
}
