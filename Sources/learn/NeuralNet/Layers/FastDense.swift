import Kernels

/// A fully connected layer by the fast kernels, or a convolution whose kernel is as large as its
/// input: each output is a weighted sum of all inputs.
struct FastDense: LoweredLayer {
  let output: MapLayout
  var parameters: PackedParameters? { weights.packed }
  private let input: MapLayout
  private let weights: PackedWeights
  private let starts: PatchStarts
  private let squares: SquareScratch?

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
    [
      .convolution(
        input: pass.input, patches: weights.patches(starts, patterns: pass.patterns),
        weights: weights.panels, bias: weights.panelBias,
        outputVectors: Int32(weights.outputVectors), output: pass.output)
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] { gradients(pass, weights: weights.rows) }

  private func gradients(_ pass: Pass, weights rows: Region) -> [Instruction] {
    let (stride, length) = (Int32(output.stride), Int32(weights.rowLength))
    let (maps, patterns) = (Int32(output.maps), Int32(pass.patterns))
    var instructions: [Instruction] = [
      .rowSums(
        input: pass.outputGradient, rows: patterns, stride: stride, output: weights.biasGradient),
      // dw = transposed dy times x
      .matrixProduct(
        a: pass.outputGradient, rowStep: 1, innerStep: stride, rows: maps, inner: patterns,
        b: pass.input, bPitch: Int32(input.count), columns: length, c: weights.rowGradient,
        cPitch: length),
    ]
    if pass.needsInput {
      // dx = dy times w
      instructions.append(
        .matrixProduct(
          a: pass.outputGradient, rowStep: stride, innerStep: 1, rows: patterns, inner: maps,
          b: rows, bPitch: length, columns: length, c: pass.inputGradient,
          cPitch: Int32(input.count)))
    }
    return instructions
  }

  func curvatures(_ pass: CurvaturePass) -> [Instruction] {
    guard let squares else { return [] }
    return squares.instructions(pass, weights.packed)
      + gradients(squares.pass(pass), weights: squares.weights)
  }

  /// Reads the rows: a step leaves the panels behind, since one pattern does not pay for rearranging
  /// all weights.
  func forwardAfterStep(_ pass: Pass) -> [Instruction] {
    [
      .dense(
        input: pass.input, weights: weights.rows, rowLength: Int32(weights.rowLength),
        bias: weights.bias, outputs: Int32(output.maps), output: pass.output)
    ]
  }

  func step(_ pass: Pass, by rule: StepRule) -> [Instruction] {
    [
      .denseStep(
        input: pass.input, outputGradient: pass.outputGradient, outputs: Int32(output.maps),
        rates: rule.rates(weights.rows), scale: rule.scale, weights: weights.rows,
        rowLength: Int32(weights.rowLength),
        inputGradient: pass.inputGradient),
      .diagonalDescent(
        gradients: pass.outputGradient, rates: rule.rates(weights.bias), scale: rule.scale,
        count: Int32(output.maps), weights: weights.bias),
    ]
  }
}
