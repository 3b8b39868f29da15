public import Kernels

/// A layer as instructions, for one shape of input.
///
/// It knows where its own parameters, tables and scratch lie; values are handed to it. A layer without
/// parameters is asked for no gradients that nobody reads.
public protocol LoweredLayer: Sendable {
  var output: MapLayout { get }

  /// How the layer's parameters are packed, if it has any.
  var parameters: PackedParameters? { get }

  func forward(_ pass: Pass) -> [Instruction]

  /// Adds to the gradients of the parameters, and of the input if the pass needs it, what the gradient
  /// at the output says about them.
  func gradients(_ pass: Pass) -> [Instruction]

  /// Adds to the second derivatives of the parameters, which stand in the place of their gradients,
  /// and of the input if the pass needs it, what those of the output say about them: for each the sum
  /// over the outputs of their second derivatives, each times the square of the output's slope.
  func curvatures(_ pass: Pass) -> [Instruction]

  /// The forward pass of one pattern after ``step(_:by:)``.
  func forwardAfterStep(_ pass: Pass) -> [Instruction]

  /// Carries the gradient of one pattern to the input, if the pass needs it, and takes a step of descent:
  /// each parameter w with gradient g becomes `w - scale * rate * g`.
  func step(_ pass: Pass, by rule: StepRule) -> [Instruction]
}

extension LoweredLayer {
  public var parameters: PackedParameters? { nil }

  public func forwardAfterStep(_ pass: Pass) -> [Instruction] { forward(pass) }

  public func step(_ pass: Pass, by rule: StepRule) -> [Instruction] {
    guard let parameters else { return gradients(pass) }
    return [parameters.clear] + gradients(pass) + [rule.descent(parameters)] + parameters.refresh
  }
}

/// Where the values are that a layer reads and writes.
public struct Pass: Sendable {
  public var patterns: Int
  public var input: Region
  public var output: Region
  public var outputGradient: Region
  public var inputGradient: Region
  /// Second derivatives, of one pattern; the same as gradients where there are none.
  public var outputCurvature: Region
  public var inputCurvature: Region
  /// Whether anybody reads the gradient of the input: not if it is the image's.
  public var needsInput: Bool

  /// The numbers of some maps for all patterns.
  func count(_ layout: MapLayout) -> Int32 { Int32(patterns * layout.count) }

  /// The pass with second derivatives in place of gradients, for layers that carry both back in the
  /// same way.
  var ofCurvatures: Pass {
    var pass = self
    (pass.outputGradient, pass.inputGradient) = (outputCurvature, inputCurvature)
    return pass
  }
}

/// A layer's parameters, and what else is known of how they are packed.
public struct PackedParameters: Sendable {
  /// Where they lie in the block of parameters; their gradients are at the same place in that of
  /// gradients.
  public var region: Region
  public var count: Int
  /// For each of the layer's tensors, row-major, the place of each number; -1 where the number is
  /// no parameter but always zero.
  public var places: [[Int32]]
  /// Makes copies in other orders anew, after the parameters have changed.
  public var refresh: [Instruction] = []

  public init(region: Region, count: Int, places: [[Int32]], refresh: [Instruction] = []) {
    (self.region, self.count) = (region, count)
    (self.places, self.refresh) = (places, refresh)
  }

  /// Parameters as their tensors have them, one tensor behind the other.
  public init(rowMajor described: [ParameterDescription], plan: inout MemoryPlan) {
    var places: [[Int32]] = []
    var start = 0
    for description in described {
      places.append(description.isLearned.enumerated().map { $1 ? Int32(start + $0) : -1 })
      start += description.shape.reduce(1, *)
    }
    self.init(
      region: plan.reserve(start, in: .parameters, for: .weights), count: start, places: places)
  }

  public var gradients: Region { Region(.gradients, Int(region.offset)) }

  /// Sets the gradients to zero.
  var clear: Instruction { .fill((value: 0, count: Int32(count), output: gradients)) }
}

/// Where the numbers of a step of stochastic diagonal descent lie.
public struct StepRule: Sendable {
  /// The rate of the first parameter of the network.
  public var rates: Region
  /// By which all rates are multiplied.
  public var scale: Region

  package init(rates: Region, scale: Region) { (self.rates, self.scale) = (rates, scale) }

  func rates(_ parameters: Region) -> Region { rates.advanced(by: Int(parameters.offset)) }

  /// A step of all of a layer's parameters.
  func descent(_ parameters: PackedParameters) -> Instruction {
    .diagonalDescent(
      (
        gradients: parameters.gradients, rates: rates(parameters.region), scale: scale,
        count: Int32(parameters.count), weights: parameters.region
      ))
  }
}
