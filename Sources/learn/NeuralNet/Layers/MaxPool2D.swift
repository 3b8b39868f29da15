/// Max-pooling: each square of a map becomes its largest number.
///
/// `y[n, c, i, j] = max over u, v of x[n, c, s i + u, s j + v]`, s the side of the square. Rows
/// and columns that fill no square are left out.
///
/// - Shapes: `x` `[batch, maps, height, width]`, `y` `[batch, maps, height / s, width / s]`.
/// - Source: Ranzato, Huang, Boureau and LeCun, *Unsupervised Learning of Invariant Feature
///   Hierarchies with Applications to Object Recognition*, CVPR 2007,
///   DOI 10.1109/CVPR.2007.383157.
public struct MaxPool2D: Layer {
  public let name: String?
  /// The side of the square window, in pixels; windows do not overlap.
  public let window: Int

  public init(_ name: String? = nil, window: Int) {
    self.name = name
    self.window = window
  }

  public var kind: String { "max-pooling \(window)x\(window)" }
  public var shortKind: String { "pool" }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] {
    guard window >= 1 else {
      throw LayerShapeError(expected: "a window of at least 1", found: "\(window)")
    }
    guard input.count == 3, input[1] >= window, input[2] >= window else {
      throw LayerShapeError(expected: "maps of at least \(window)x\(window)", found: input)
    }
    return [input[0], input[1] / window, input[2] / window]
  }

  public func cost(for input: [Int]) -> LayerCost {
    let units = input[0] * (input[1] / window) * (input[2] / window)
    return LayerCost(connections: units * window * window, window: window, stride: window)
  }

  public func operation(for input: MapLayout, kernels: KernelSet) -> any LayerOperation {
    MaxPooling(input: input, window: window, kernels: kernels)
  }
}

/// The computation of ``MaxPool2D``; the winners wait in the scratch for the backward pass.
private struct MaxPooling: ParameterFreeOperation {
  let output: MapLayout
  private let kernels: KernelSet
  private let windows: Windows
  private let taps: [Int32]

  init(input: MapLayout, window: Int, kernels: KernelSet) {
    output = MapLayout([input.maps, input.height / window, input.width / window])
    self.kernels = kernels
    windows = Windows(over: input, height: window, width: window, step: window)
    taps = (0..<window).flatMap { u in
      (0..<window).map { v in Int32(u * input.rowPitch + v * input.stride) }
    }
  }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    scratch.reserve(winners: Shard.size * self.output.count)
    kernels.maxPooling(
      input, windows.starts, windows.count * patterns, taps, taps.count,
      self.output.stride / 8, &output, &scratch.winners)
  }

  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    kernels.maxPoolingGradient(
      pass.outputGradient, scratch.winners, windows.starts, windows.count * pass.patterns,
      taps, taps.count, output.stride / 8, &gradient)
  }

  func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float]
  ) {
    // The slopes are 0 and 1, which are their own squares.
    kernels.maxPoolingGradient(
      pass.outputCurvature, scratch.winners, windows.starts,
      windows.count * pass.gradient.patterns, taps, taps.count, output.stride / 8, &curvature)
  }
}
