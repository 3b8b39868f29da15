import Kernels

/// ``Conv2D``, ``ReLU`` and ``MaxPool2D`` with 2x2 squares in a row, as one; or several such branches
/// over one input, and their sum.
///
/// Most of a convolutional network's numbers are made by a convolution only to be thrown away by
/// the pooling behind it. Here they never reach memory, and the backward pass visits only the
/// quarter of the patches that won. Branches are one convolution with the maps of all, so that
/// each input that is loaded serves all of them.
///
/// The slopes of ReLU and pooling are 0 and 1, which are their own squares, so that second
/// derivatives go back as through the convolution alone.
struct FastPooledConvolution: WeightedSumLayer {
  let output: MapLayout
  var packed: PackedParameters { weights.packed }
  let squares: SquareScratch?
  private let input: MapLayout
  private let branches: Int
  private let side: Int
  private let weights: PackedWeights
  /// The patch of the first of the four positions of each pooled position.
  private let starts: PatchStarts
  /// Where the patches of the four positions of each pooled position begin, in the input and among
  /// patch rows.
  private let inputPlaces, patchRowPlaces: Region
  /// What pooling chose in each branch, before branches are added.
  private let pooled: Region?
  private let winners: Region
  private let gradients, places, listedGradients, listedPlaces: Region
  private let scratch: PatchRowScratch

  /// - Precondition: the convolution's output has at least two rows and columns, and several branches
  ///   have a multiple of eight maps each.
  init(_ convolution: Conv2D, branches: Int, over input: MapLayout, plan: inout MemoryPlan) {
    (self.input, self.branches, side) = (input, branches, convolution.kernel)
    let (rows, columns) = ((input.height - side + 1) / 2, (input.width - side + 1) / 2)
    output = MapLayout([convolution.maps, rows, columns])
    let maps = branches * convolution.maps
    weights = PackedWeights(
      over: input, height: side, width: side, rows: .patchRows, outputMaps: maps,
      table: convolution.table, branches: branches, inColumnPairs: maps <= 8, plan: &plan)
    starts = PatchStarts(over: input, height: side + 1, width: side + 1, step: 2, plan: &plan)
    scratch = PatchRowScratch(over: input, kernelWidth: side, plan: &plan)
    let corners = (0..<rows * columns).flatMap { place in
      (0..<4).map { (place / columns * 2 + $0 / 2, place % columns * 2 + $0 % 2) }
    }
    inputPlaces = plan.table(corners.map { Int32($0 * input.rowPitch + $1 * input.stride) })
    let (pitch, length) = (scratch.pitch, patchRowLength(maps: input.maps, kernelWidth: side))
    patchRowPlaces = plan.table(corners.map { Int32($0 * pitch + $1 * length) })
    let count = branches * output.count
    pooled = branches > 1 ? plan.reserve(plan.patterns * count, in: .own, for: .scratch) : nil
    winners = plan.reserve(plan.patterns * count, in: .own, for: .scratch)
    gradients = plan.reserve(count, in: .own, for: .scratch)
    places = plan.reserve(count, in: .own, for: .scratch)
    listedGradients = plan.reserve(rows * columns, in: .own, for: .scratch)
    listedPlaces = plan.reserve(rows * columns, in: .own, for: .scratch)
    squares = SquareScratch(input: input, weights.packed, plan: &plan)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    let chosen = pooled ?? pass.output
    let operands: PooledConvolutionOperands = (
      input: pass.input, patches: weights.patches(starts, patterns: pass.patterns),
      nextColumn: Int32(input.stride), nextRow: Int32(input.rowPitch), weights: weights.panels,
      bias: weights.panelBias, outputVectors: Int32(weights.outputVectors), output: chosen,
      winners: winners
    )
    guard branches > 1 else {
      return [
        weights.outputVectors == 1 ? .pooledColumnPairs(operands) : .pooledConvolution(operands)
      ]
    }
    return [
      .pooledConvolution(operands),
      .branchSum(
        (
          input: chosen, count: operands.patches.count, branches: Int32(branches),
          stride: Int32(output.stride), output: pass.output
        )),
    ]
  }

  func gradients(_ pass: Pass, weights rows: Region) -> [Instruction] {
    let readsImage = input.stride == 1 && side <= 8 && !pass.needsInput
    let behind: PooledOperands = (
      output: pooled ?? pass.output, winners: winners, gradient: pass.outputGradient,
      outputMaps: output.shape, branches: Int32(branches),
      cornerPlaces: readsImage ? inputPlaces : patchRowPlaces, gradients: gradients,
      places: places, listedGradients: listedGradients, listedPlaces: listedPlaces
    )
    let operands: PooledGradientOperands = (
      input: pass.input, inputMaps: input.shape, pooled: behind, patterns: Int32(pass.patterns),
      side: Int32(side), weights: rows, weightGradient: packed.gradients,
      biasGradient: weights.biasGradient, needsInput: pass.needsInput,
      inputGradient: pass.inputGradient, patchRows: scratch.patchRows,
      patchRowGradients: scratch.gradients
    )
    return [
      readsImage
        ? .pooledImageConvolutionGradient(operands) : .pooledConvolutionGradients(operands)
    ]
  }
}
