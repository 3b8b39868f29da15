import Kernels

/// A fully connected layer by the fast kernels, or a convolution whose kernel is as large as its
/// input: each output is a weighted sum of all inputs.
struct FastDense: WeightedSumLayer {
  let output: MapLayout
  var packed: PackedParameters { weights.packed }
  let squares: SquareScratch?
  private let input: MapLayout
  private let weights: PackedWeights
  private let starts: PatchStarts

  /// - Parameter output: `[maps, 1, 1]` or `[units]`.
  init(
    output shape: [Int], table: ConnectionTable? = nil, over input: MapLayout,
    plan: inout MemoryPlan
  ) {
    self.input = input
    output = MapLayout(shape)
    weights = PackedWeights(
      over: input, height: input.height, width: input.width, rows: .input,
      outputMaps: shape[0], table: table, plan: &plan)
    starts = PatchStarts(
      over: input, height: input.height, width: input.width, step: 1, plan: &plan)
    squares = SquareScratch(input: input, weights.packed, plan: &plan)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [weights.convolution(starts, pass)]
  }

  func gradients(_ pass: Pass, weights rows: Region) -> [Instruction] {
    let (stride, length) = (Int32(output.stride), Int32(weights.rowLength))
    let (maps, patterns) = (Int32(output.maps), Int32(pass.patterns))
    let ofParameters: [Instruction] = [
      .rowSums(
        (
          input: pass.outputGradient, rows: patterns, stride: stride, output: weights.biasGradient
        )),
      // dw = transposed dy times x
      .matrixProduct(
        (
          a: pass.outputGradient, rowStep: 1, innerStep: stride, rows: maps, inner: patterns,
          b: pass.input, bPitch: Int32(input.count), columns: length, c: packed.gradients,
          cPitch: length
        )),
    ]
    guard pass.needsInput else { return ofParameters }
    // dx = dy times w
    let ofInput = Instruction.matrixProduct(
      (
        a: pass.outputGradient, rowStep: stride, innerStep: 1, rows: patterns, inner: maps,
        b: rows, bPitch: length, columns: length, c: pass.inputGradient,
        cPitch: Int32(input.count)
      ))
    return ofParameters + [ofInput]
  }

  /// Reads the rows: a step leaves the panels behind, since one pattern does not pay for rearranging
  /// all weights.
  func forwardAfterStep(_ pass: Pass) -> [Instruction] {
    [
      .dense(
        (
          input: pass.input, weights: packed.region, rowLength: Int32(weights.rowLength),
          bias: weights.bias, outputs: Int32(output.maps), output: pass.output
        ))
    ]
  }

  func step(_ pass: Pass, by rule: StepRule) -> [Instruction] {
    [
      .denseStep(
        (
          input: pass.input, outputGradient: pass.outputGradient, outputs: Int32(output.maps),
          rates: rule.rates(packed.region), scale: rule.scale, weights: packed.region,
          rowLength: Int32(weights.rowLength), inputGradient: pass.inputGradient
        )),
      .diagonalDescent(
        (
          gradients: pass.outputGradient, rates: rule.rates(weights.bias), scale: rule.scale,
          count: Int32(output.maps), weights: weights.bias
        )),
    ]
  }
}
