import Kernels

/// LeNet-5's subsampling: each square of a map is added up, weighted and shifted.
///
/// `y[n, c, i, j] = k[c] * (sum over u, v of x[n, c, s i + u, s j + v]) + b[c]`, s the side of the
/// square. Rows and columns that fill no square are left out. The paper squashes the result: put
/// ``ScaledTanh`` behind.
///
/// - Shapes: `x` `[batch, maps, height, width]`, `k` and `b` `[maps]`,
///   `y` `[batch, maps, height / s, width / s]`.
/// - Source: LeCun et al. (1998), section II.B, layer S2.
public struct Subsampling2D: Layer {
  public let name: String?
  /// The side of the square window, in pixels; windows do not overlap.
  public let window: Int

  public init(_ name: String? = nil, window: Int) {
    self.name = name
    self.window = window
  }

  public var kind: String { "subsampling \(window)x\(window)" }
  public var shortKind: String { "subsampling" }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] {
    guard window >= 1 else {
      throw LayerShapeError(expected: "a window of at least 1", found: "\(window)")
    }
    guard input.count == 3, input[1] >= window, input[2] >= window else {
      throw LayerShapeError(expected: "maps of at least \(window)x\(window)", found: input)
    }
    return [input[0], input[1] / window, input[2] / window]
  }

  public func parameters(for input: [Int]) -> [ParameterDescription] {
    let fanIn = window * window
    return [
      ParameterDescription(
        role: "coefficient", shape: [input[0]], fanIn: fanIn, multipliesSum: true),
      ParameterDescription(role: "bias", shape: [input[0]], fanIn: fanIn),
    ]
  }

  public func cost(for input: [Int]) -> LayerCost {
    let units = input[0] * (input[1] / window) * (input[2] / window)
    return LayerCost(
      connections: units * (window * window + 1), multiplyAdds: units, window: window,
      stride: window)
  }

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    plan.arithmetic == .plain
      ? PlainSubsampling(self, over: input, plan: &plan)
      : FastSubsampling(window, over: input, plan: &plan)
  }
}

private struct PlainSubsampling: LoweredLayer {
  let output: MapLayout
  var parameters: PackedParameters? { packed }
  private let packed: PackedParameters
  private let input: MapLayout
  private let window: Int32

  init(_ layer: Subsampling2D, over input: MapLayout, plan: inout MemoryPlan) {
    (self.input, window) = (input, Int32(layer.window))
    output = MapLayout(
      rowMajor: [input.maps, input.height / layer.window, input.width / layer.window])
    packed = PackedParameters(
      rowMajor: layer.parameters(for: [input.maps, input.height, input.width]), plan: &plan)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .plainSubsampling(
        (
          input: pass.input, inputMaps: input.shape, patterns: Int32(pass.patterns),
          window: window, coefficients: packed.region,
          bias: packed.region.advanced(by: input.maps), output: pass.output
        ))
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    [.plainSubsamplingGradients(operands(pass))]
  }

  func curvatures(_ pass: Pass) -> [Instruction] {
    [.plainSubsamplingCurvatures(operands(pass.ofCurvatures))]
  }

  private func operands(_ pass: Pass) -> PlainSubsamplingGradientOperands {
    (
      input: pass.input, outputGradient: pass.outputGradient, inputMaps: input.shape,
      patterns: Int32(pass.patterns), window: window, coefficients: packed.region,
      inputGradient: pass.inputGradient, coefficientGradient: packed.gradients,
      biasGradient: packed.gradients.advanced(by: input.maps)
    )
  }
}

/// Coefficients and biases are padded to whole vectors.
private struct FastSubsampling: WeightedSumLayer {
  let output: MapLayout
  let packed: PackedParameters
  let squares: SquareScratch?
  private let windows: PoolingWindows
  private var mapVectors: Int32 { Int32(output.stride / 8) }

  init(_ window: Int, over input: MapLayout, plan: inout MemoryPlan) {
    output = MapLayout([input.maps, input.height / window, input.width / window])
    windows = PoolingWindows(of: window, over: input, plan: &plan)
    let (maps, stride) = (Int32(output.maps), Int32(output.stride))
    packed = PackedParameters(
      region: plan.reserve(2 * output.stride, in: .parameters, for: .weights),
      count: 2 * output.stride,
      places: [Array(0..<maps), Array(stride..<stride + maps)])
    squares = SquareScratch(input: input, packed, plan: &plan)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .subsampling(
        (
          input: pass.input, patches: windows.patches(pass.patterns), mapVectors: mapVectors,
          coefficients: packed.region, bias: packed.region.advanced(by: output.stride),
          output: pass.output
        ))
    ]
  }

  func gradients(_ pass: Pass, weights: Region) -> [Instruction] {
    [.subsamplingParameterGradient(operands(pass))] + carryBack(pass, coefficients: weights)
  }

  /// The sums of windows are squared, not what is summed.
  func curvatures(_ pass: Pass) -> [Instruction] {
    guard let squares else { return [] }
    let behind = pass.ofCurvatures
    return [.subsamplingParameterCurvature(operands(behind))]
      + squares.instructions(pass, packed) + carryBack(behind, coefficients: squares.weights)
  }

  private func operands(_ pass: Pass) -> SubsamplingParameterGradientOperands {
    (
      input: pass.input, outputGradient: pass.outputGradient,
      patches: windows.patches(pass.patterns), mapVectors: mapVectors,
      coefficientGradient: packed.gradients,
      biasGradient: packed.gradients.advanced(by: output.stride)
    )
  }

  private func carryBack(_ pass: Pass, coefficients: Region) -> [Instruction] {
    guard pass.needsInput else { return [] }
    return [
      .subsamplingInputGradient(
        (
          outputGradient: pass.outputGradient, patches: windows.patches(pass.patterns),
          mapVectors: mapVectors, coefficients: coefficients, inputGradient: pass.inputGradient
        ))
    ]
  }
}
