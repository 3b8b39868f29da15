import Kernels

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

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    plan.arithmetic == .plain
      ? PlainMaxPooling(window, over: input, plan: &plan)
      : FastMaxPooling(window, over: input, plan: &plan)
  }
}

private struct PlainMaxPooling: LoweredLayer {
  let output: MapLayout
  private let input: MapLayout
  private let window: Int32
  /// Which number of each window won.
  private let winners: Region

  init(_ window: Int, over input: MapLayout, plan: inout MemoryPlan) {
    (self.input, self.window) = (input, Int32(window))
    output = MapLayout(rowMajor: [input.maps, input.height / window, input.width / window])
    winners = plan.reserve(plan.patterns * output.count, in: .own, for: .scratch)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .plainMaxPooling(
        (
          input: pass.input, inputMaps: input.shape, patterns: Int32(pass.patterns),
          window: window, output: pass.output, winners: winners
        ))
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    [
      .plainMaxPoolingGradient(
        (
          outputGradient: pass.outputGradient, winners: winners, inputMaps: input.shape,
          patterns: Int32(pass.patterns), window: window, inputGradient: pass.inputGradient
        ))
    ]
  }

  // The slopes are 0 and 1, which are their own squares.
  func curvatures(_ pass: Pass) -> [Instruction] { gradients(pass.ofCurvatures) }
}

private struct FastMaxPooling: LoweredLayer {
  let output: MapLayout
  private let windows: PoolingWindows
  private let winners: Region

  init(_ window: Int, over input: MapLayout, plan: inout MemoryPlan) {
    output = MapLayout([input.maps, input.height / window, input.width / window])
    windows = PoolingWindows(of: window, over: input, plan: &plan)
    winners = plan.reserve(plan.patterns * output.count, in: .own, for: .scratch)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .maxPooling(
        (
          input: pass.input, patches: windows.patches(pass.patterns),
          mapVectors: Int32(output.stride / 8), output: pass.output, winners: winners
        ))
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    [
      .maxPoolingGradient(
        (
          outputGradient: pass.outputGradient, winners: winners,
          patches: windows.patches(pass.patterns), mapVectors: Int32(output.stride / 8),
          inputGradient: pass.inputGradient
        ))
    ]
  }

  func curvatures(_ pass: Pass) -> [Instruction] { gradients(pass.ofCurvatures) }
}

/// The squares that pooling and subsampling look at.
struct PoolingWindows: Sendable {
  private let starts: PatchStarts
  private let taps: Region
  private let tapCount: Int

  init(of side: Int, over input: MapLayout, plan: inout MemoryPlan) {
    starts = PatchStarts(over: input, height: side, width: side, step: side, plan: &plan)
    tapCount = side * side
    taps = plan.table(
      (0..<tapCount).map { tap in
        Int32(tap / side * input.rowPitch + tap % side * input.stride)
      })
  }

  func patches(_ patterns: Int) -> Patches {
    Patches(
      starts: starts.region, count: starts.count * patterns, taps: taps, tapCount: tapCount)
  }
}
