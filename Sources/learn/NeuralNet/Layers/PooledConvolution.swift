/// The computation of ``Conv2D``, ``ReLU`` and ``MaxPool2D`` with 2x2 squares in a row, as one; or
/// of several such branches over one input, and of their sum.
///
/// The slopes of ReLU and pooling are 0 and 1, which are their own squares, so that second
/// derivatives go back as through the convolution alone.
///
/// Most of a convolutional network's numbers are made by a convolution only to be thrown away by
/// the pooling behind it. Here they never reach memory, and the backward pass visits only the
/// quarter of the windows that won. Branches are one convolution with the maps of all, so that
/// each input that is loaded serves all of them.
package struct PooledConvolution: WindowedOperation {
  package let output: MapLayout
  package let kernels: KernelSet
  private let branches: Int
  package let weights: WindowWeights
  /// The window of the first of the four positions of each pooled position.
  private let windows: Windows
  /// How far the windows of the four positions lie from the first.
  private let corners: [Int32]
  private let strips: Strips
  private let input: MapLayout
  /// How many rows and columns the kernel has.
  private let side: Int
  /// Where the windows of the four positions of each pooled position begin in the input.
  private let inputPlaces: [Int32]
  /// Where they begin among strips.
  private let stripPlaces: [Int32]

  /// - Precondition: the convolution's output has at least two rows and columns, and several branches
  ///   have a multiple of eight maps each.
  package init(_ convolution: Conv2D, branches: Int, over input: MapLayout, kernels: KernelSet) {
    self.input = input
    side = convolution.kernel
    let (rows, columns) = ((input.height - side + 1) / 2, (input.width - side + 1) / 2)
    output = MapLayout([convolution.maps, rows, columns])
    self.kernels = kernels
    self.branches = branches
    strips = Strips(input, kernelWidth: side, kernels: kernels)
    let maps = branches * convolution.maps
    weights = WindowWeights(
      Window(over: input, height: side, width: side), rows: .strips(strips), outputMaps: maps,
      table: convolution.table, branches: branches, areTwins: maps <= 8, kernels: kernels)
    windows = Windows(over: input, height: side + 1, width: side + 1, step: 2)
    corners = [0, input.stride, input.rowPitch, input.rowPitch + input.stride].map { Int32($0) }
    let positions = (0..<rows * columns).flatMap { place in
      (0..<4).map { (place / columns * 2 + $0 / 2, place % columns * 2 + $0 % 2) }
    }
    inputPlaces = positions.map { Int32($0 * input.rowPitch + $1 * input.stride) }
    let (pitch, length) = (strips.pitch, strips.length)
    stripPlaces = positions.map { Int32($0 * pitch + $1 * length) }
  }

  package func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    let positions = windows.count * patterns
    scratch.reserve(winners: Shard.size * self.output.count * branches)
    guard branches > 1 else {
      pool(input, positions: positions, parameters, &output, &scratch.winners)
      return
    }
    scratch.reserve(pooled: Shard.size * self.output.count * branches)
    pool(input, positions: positions, parameters, &scratch.pooled, &scratch.winners)
    kernels.branchSum(scratch.pooled, positions, branches, self.output.stride, &output)
  }

  private func pool(
    _ input: [Float], positions: Int, _ parameters: PackedParameters, _ pooled: inout [Float],
    _ winners: inout [Int32]
  ) {
    if weights.outputVectors == 1 {
      kernels.twinPooledConvolution(
        input, windows.starts, positions, Int(corners[2]), weights.taps, weights.taps.count,
        parameters.panels, parameters.bias, &pooled, &winners)
      return
    }
    kernels.pooledConvolution(
      input, windows.starts, positions, corners, weights.taps, weights.taps.count,
      parameters.panels, parameters.bias, weights.outputVectors, &pooled, &winners)
  }

  package func addGradients(
    _ outputGradient: [Float], of pass: BackwardPass, input numbers: [Float], rows: [Float],
    scratch: inout LayerScratch, toParameters parameterGradient: inout PackedGradient,
    toInput inputGradient: inout [Float]
  ) {
    let stride = weights.outputVectors * 8
    let readsImage = input.stride == 1 && side <= 8 && !pass.needsInput
    scratch.reserve(pooledGradients: windows.count * stride)
    scratch.reserve(listed: windows.count)
    for pattern in 0..<pass.patterns {
      kernels.pooledGradients(
        branches > 1 ? scratch.pooled : pass.output, scratch.winners, outputGradient, branches,
        stride, pattern * windows.count, windows.count, readsImage ? inputPlaces : stripPlaces,
        &scratch.pooledGradients, &scratch.winnerPlaces)
      kernels.rowSums(scratch.pooledGradients, windows.count, stride, &parameterGradient.bias)
      if readsImage {
        kernels.pooledImageConvolutionGradient(
          scratch.pooledGradients, scratch.winnerPlaces, windows.count, stride,
          weights.outputMaps, numbers, pattern * input.count, side, input.rowPitch,
          &parameterGradient.rows, strips.length)
      } else {
        strips.unfold(numbers, pattern: pattern, scratch: &scratch)
        kernels.pooledConvolutionGradients(
          scratch.pooledGradients, scratch.winnerPlaces, windows.count, stride,
          weights.outputMaps, &scratch.listedPlaces, &scratch.listedGradients, side,
          strips.pitch, strips.length, scratch.strips, rows, &parameterGradient.rows,
          &scratch.stripGradients)
        if pass.needsInput { strips.fold(scratch, pattern: pattern, to: &inputGradient) }
      }
    }
  }
}
