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

  public func operation(for input: MapLayout, kernels: KernelSet) -> any LayerOperation {
    Subsampling(input: input, window: window, kernels: kernels)
  }
}

/// The computation of ``Subsampling2D``; coefficients and biases are padded to whole vectors.
private struct Subsampling: LayerOperation {
  let output: MapLayout
  private let kernels: KernelSet
  private let windows: Windows
  private let taps: [Int32]
  private var mapVectors: Int { output.stride / 8 }

  init(input: MapLayout, window: Int, kernels: KernelSet) {
    output = MapLayout([input.maps, input.height / window, input.width / window])
    self.kernels = kernels
    windows = Windows(over: input, height: window, width: window, step: window)
    taps = (0..<window).flatMap { u in
      (0..<window).map { v in Int32(u * input.rowPitch + v * input.stride) }
    }
  }

  func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {
    func padded(_ tensor: Tensor) -> [Float] {
      tensor.scalars + [Float](repeating: 0, count: output.stride - output.maps)
    }
    packed.rows = padded(parameters[parameters.startIndex])
    packed.bias = padded(parameters[parameters.startIndex + 1])
  }

  func makeGradient() -> PackedGradient {
    PackedGradient(rows: output.stride, bias: output.stride)
  }

  func unpack(_ gradient: PackedGradient) -> [[Float]] {
    [Array(gradient.rows.prefix(output.maps)), Array(gradient.bias.prefix(output.maps))]
  }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    kernels.lenet5.subsampling(
      input, windows.starts, windows.count * patterns, taps, taps.count, mapVectors,
      parameters.rows, parameters.bias, &output)
  }

  func addGradients(
    of pass: BackwardPass, scratch: inout LayerScratch,
    toParameters parameterGradient: inout PackedGradient, toInput inputGradient: inout [Float]
  ) {
    addGradients(
      of: pass, coefficients: pass.parameters.rows, toParameters: &parameterGradient,
      toInput: &inputGradient)
  }

  private func addGradients(
    of pass: BackwardPass, coefficients: [Float],
    toParameters parameterGradient: inout PackedGradient, toInput inputGradient: inout [Float]
  ) {
    let windowCount = windows.count * pass.patterns
    kernels.lenet5.subsamplingParameterGradient(
      pass.input, pass.outputGradient, windows.starts, windowCount, taps, taps.count, mapVectors,
      &parameterGradient.rows, &parameterGradient.bias)
    guard pass.needsInput else { return }
    kernels.lenet5.subsamplingInputGradient(
      pass.outputGradient, windows.starts, windowCount, taps, taps.count, mapVectors,
      coefficients, &inputGradient)
  }

  func addCurvatures(
    of pass: CurvaturePass, scratch: inout LayerScratch,
    toParameters parameterCurvature: inout PackedGradient, toInput inputCurvature: inout [Float]
  ) {
    let windowCount = windows.count * pass.gradient.patterns
    kernels.lenet5.subsamplingParameterCurvature(
      pass.gradient.input, pass.outputCurvature, windows.starts, windowCount, taps, taps.count,
      mapVectors, &parameterCurvature.rows, &parameterCurvature.bias)
    guard pass.gradient.needsInput else { return }
    kernels.lenet5.subsamplingInputGradient(
      pass.outputCurvature, windows.starts, windowCount, taps, taps.count, mapVectors,
      kernels.squares(of: pass.gradient.parameters.rows), &inputCurvature)
  }

  func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    room: inout PackedGradient, parameters: inout PackedParameters,
    toInput inputGradient: inout [Float]
  ) {
    room.clear(kernels)
    addGradients(
      of: pass, coefficients: parameters.rows, toParameters: &room, toInput: &inputGradient)
    let descent = kernels.patternDescent.descent
    descent(room.rows, rates.rows, scale, room.rows.count, &parameters.rows)
    descent(room.bias, rates.bias, scale, room.bias.count, &parameters.bias)
  }
}
