import Kernels

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

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    LoweredRBFOutput(codes, over: input, plan: &plan)
  }
}

private struct LoweredRBFOutput: LoweredLayer {
  let output: MapLayout
  private let isPlain: Bool
  private let codes: Region
  private let units, classes, inputStride, outputStride: Int32

  init(_ codes: RBFCodes, over input: MapLayout, plan: inout MemoryPlan) {
    isPlain = plan.arithmetic == .plain
    output = isPlain ? MapLayout(rowMajor: [codes.classes]) : MapLayout([codes.classes])
    self.codes = plan.constants(codes.scalars)
    (units, classes) = (Int32(codes.units), Int32(codes.classes))
    (inputStride, outputStride) = (Int32(input.count), Int32(output.count))
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .radialBasis(
        (
          isPlain: isPlain, input: pass.input, inputStride: inputStride,
          patterns: Int32(pass.patterns), units: units, codes: codes, classes: classes,
          output: pass.output, outputStride: outputStride
        ))
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    [
      .radialBasisGradient(
        (
          isPlain: isPlain, input: pass.input, inputStride: inputStride,
          outputGradient: pass.outputGradient, patterns: Int32(pass.patterns), units: units,
          codes: codes, classes: classes, outputStride: outputStride,
          inputGradient: pass.inputGradient
        ))
    ]
  }

  func curvatures(_ pass: Pass) -> [Instruction] {
    [
      .radialBasisCurvature(
        (
          input: pass.input, inputStride: inputStride, outputGradient: pass.outputGradient,
          outputCurvature: pass.outputCurvature, patterns: Int32(pass.patterns), units: units,
          codes: codes, classes: classes, outputStride: outputStride,
          inputCurvature: pass.inputCurvature
        ))
    ]
  }
}
