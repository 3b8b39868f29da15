import Kernels

/// A convolution by the fast kernels.
struct FastConvolution: WeightedSumLayer {
  let output: MapLayout
  var packed: PackedParameters { weights.packed }
  let squares: SquareScratch?
  private let input: MapLayout
  private let weights: PackedWeights
  /// Those of the forward pass.
  private let starts: PatchStarts
  private let scratch: PatchRowScratch

  init(_ convolution: Conv2D, over input: MapLayout, plan: inout MemoryPlan) {
    self.input = input
    let side = convolution.kernel
    output = MapLayout([convolution.maps, input.height - side + 1, input.width - side + 1])
    // Few maps would leave half of a panel empty: two neighbouring columns share it.
    let inColumnPairs = convolution.maps <= 8 && output.width % 2 == 0
    weights = PackedWeights(
      over: input, height: side, width: side, rows: .patchRows, outputMaps: convolution.maps,
      table: convolution.table, inColumnPairs: inColumnPairs, plan: &plan)
    starts = PatchStarts(
      over: input, height: side, width: inColumnPairs ? side + 1 : side, step: 1,
      columnStep: inColumnPairs ? 2 : 1, plan: &plan)
    scratch = PatchRowScratch(over: input, kernelWidth: side, plan: &plan)
    squares = SquareScratch(input: input, weights.packed, plan: &plan)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [weights.convolution(starts, pass)]
  }

  func gradients(_ pass: Pass, weights rows: Region) -> [Instruction] {
    let ofBias = Instruction.rowSums(
      (
        input: pass.outputGradient, rows: Int32(output.height * output.width * pass.patterns),
        stride: Int32(output.stride), output: weights.biasGradient
      ))
    if input.stride == 1, !pass.needsInput {
      return [
        ofBias,
        .imageConvolutionGradient(
          (
            image: pass.input, imageMaps: input.shape, outputGradient: pass.outputGradient,
            outputMaps: output.shape, patterns: Int32(pass.patterns),
            weightGradient: packed.gradients
          )),
      ]
    }
    return [
      ofBias,
      .convolutionGradients(
        (
          input: pass.input, inputMaps: input.shape, outputGradient: pass.outputGradient,
          outputMaps: output.shape, patterns: Int32(pass.patterns), weights: rows,
          weightGradient: packed.gradients, needsInput: pass.needsInput,
          inputGradient: pass.inputGradient, patchRows: scratch.patchRows,
          patchRowGradients: scratch.gradients
        )),
    ]
  }
}

/// Room for the patch rows of one pattern and their gradients, see `Kernels/Im2Row.swift`.
struct PatchRowScratch: Sendable {
  let patchRows, gradients: Region
  /// How many numbers lie from a patch row to the one of the row below.
  let pitch: Int

  init(over input: MapLayout, kernelWidth: Int, plan: inout MemoryPlan) {
    pitch =
      (input.width - kernelWidth + 1)
      * patchRowLength(maps: input.maps, kernelWidth: kernelWidth)
    // The last patch row may be copied with the padding of its last position.
    patchRows = plan.reserve(input.height * pitch + 8, in: .own, for: .scratch)
    gradients = plan.reserve(input.height * pitch, in: .own, for: .scratch)
  }
}
