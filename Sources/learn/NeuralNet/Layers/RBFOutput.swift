/// Euclidean radial basis functions: how far the units are from the code of each class.
///
/// `y[n, i] = sum over j of (x[n, j] - w[i, j])^2`. An output is a penalty: the class with the
/// smallest one wins. The codes w are fixed; they do not learn.
///
/// - Shapes: `x` `[batch, units]`, `w` `[classes, units]`, `y` `[batch, classes]`.
/// - Source: LeCun et al. (1998), section II.B, equation 7.
public struct RBFOutput: Layer {
  public let name: String?
  public let codes: RBFCodes

  public init(_ name: String? = nil, codes: RBFCodes) {
    self.name = name
    self.codes = codes
  }

  public var kind: String { "Euclidean RBF" }
  public var shortKind: String { "rbf" }
  public var smallestOutputWins: Bool { true }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] {
    guard input == [codes.units] else {
      throw LayerShapeError(expected: "[\(codes.units)], as many units as codes have", found: input)
    }
    return [codes.classes]
  }

  public func fixedParameters(for input: [Int]) -> Int { codes.classes * codes.units }

  public func cost(for input: [Int]) -> LayerCost {
    let pairs = codes.classes * codes.units
    return LayerCost(connections: pairs, multiplyAdds: pairs)
  }

  public func operation(for input: MapLayout, kernels: KernelSet) -> any LayerOperation {
    SquaredDistances(input: input, codes: codes, kernels: kernels.lenet5)
  }
}

/// The computation of ``RBFOutput``.
private struct SquaredDistances: ParameterFreeOperation {
  let output: MapLayout
  private let input: MapLayout
  private let codes: RBFCodes
  private let kernels: LeNet5Kernels

  init(input: MapLayout, codes: RBFCodes, kernels: LeNet5Kernels) {
    output = MapLayout([codes.classes])
    self.input = input
    self.codes = codes
    self.kernels = kernels
  }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    kernels.radialBasis(
      input, patterns, codes.units, self.input.stride, codes.scalars, codes.classes,
      self.output.stride, &output)
  }

  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    kernels.radialBasisGradient(
      pass.input, pass.outputGradient, pass.patterns, codes.units, input.stride, codes.scalars,
      codes.classes, output.stride, &gradient)
  }

  func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float]
  ) {
    kernels.radialBasisCurvature(
      pass.gradient.input, pass.gradient.outputGradient, pass.outputCurvature,
      pass.gradient.patterns, codes.units, input.stride, codes.scalars, codes.classes,
      output.stride, &curvature)
  }
}
