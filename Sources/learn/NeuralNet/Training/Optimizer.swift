public import Errors

/// A rule by which gradients change weights.
public protocol Optimizer: Sendable, Codable {
  /// How far a step goes.
  var learningRate: Float { get set }

  /// Takes one step.
  ///
  /// - Shapes: each gradient has the shape of its parameter; the parameters are the same, in the
  ///   same order, at every step.
  mutating func update(_ parameters: inout [Tensor], gradients: [Tensor])

  /// Makes sure that a rule from a file is this one, some steps later: a memory that does not suit
  /// the parameters would be read and written beyond its end.
  ///
  /// - Throws: what the file has wrong.
  func check(_ stored: Self, for parameters: [Tensor]) throws(InputError)
}

extension Optimizer {
  /// A rule without a memory has nothing to check but its rate.
  public func check(_ stored: Self, for parameters: [Tensor]) throws(InputError) {
    try checkRate(stored)
  }

  /// Whether it could go on from its own memory.
  func isSound(for parameters: [Tensor]) -> Bool {
    (try? check(self, for: parameters)) != nil
  }

  func checkRate(_ stored: Self) throws(InputError) {
    guard stored.learningRate.isFinite else {
      throw InputError(
        place: "learningRate", expected: "a finite number", found: "\(stored.learningRate)")
    }
  }
}

extension Optimizer {
  /// Takes one step with the gradients that ``Network/gradients(images:labels:loss:threads:)``
  /// returns.
  ///
  /// - Precondition: there is a gradient for each of the network's parameters.
  public mutating func update(_ network: inout Network, gradients: [String: Tensor]) {
    let ordered = network.parameterNames.map { name in
      guard let gradient = gradients[name], gradient.shape == network[name].shape else {
        fatalError(
          "update: expected a gradient for \(name) of shape \(network[name].shape), "
            + "found \(gradients[name].map { "\($0.shape)" } ?? "none")")
      }
      return gradient
    }
    update(&network.parameters, gradients: ordered)
  }
}
