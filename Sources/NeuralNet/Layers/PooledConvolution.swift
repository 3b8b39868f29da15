/// The computation of ``Conv2D``, ``ReLU`` and ``MaxPool2D`` with 2x2 squares in a row, as one; or of
/// several such branches over one input, and of their sum.
///
/// Most of a convolutional network's numbers are made by a convolution only to be thrown away by
/// the pooling behind it. Here they never reach memory, and the backward pass visits only the
/// quarter of the windows that won. Branches are one convolution with the maps of all, so that
/// each input that is loaded serves all of them.
package struct PooledConvolution: LayerOperation {
  package let output: MapLayout
  private let kernels: KernelSet
  private let branches: Int
  private let weights: WindowWeights
  /// The window of the first of the four positions of each pooled position.
  private let windows: Windows
  /// How far the windows of the four positions lie from the first.
  private let corners: [Int32]
  /// How many numbers one pattern of the input takes.
  private let inputCount: Int

  /// How many pooled windows are searched for gradients at a time; their part of the input should
  /// stay in the processor's nearest memory.
  private static let block = 64

  /// How many maps all branches together may have: as many as the kernels can count.
  static let mostMaps = 65_535

  /// - Precondition: the convolution's output has at least two rows and columns, several branches
  ///   have a multiple of eight maps each, and all together ``mostMaps`` at most.
  package init(_ convolution: Conv2D, branches: Int, over input: MapLayout, kernels: KernelSet) {
    let side = convolution.kernel
    let (rows, columns) = ((input.height - side + 1) / 2, (input.width - side + 1) / 2)
    output = MapLayout([convolution.maps, rows, columns])
    self.kernels = kernels
    self.branches = branches
    weights = WindowWeights(
      input: input, outputMaps: branches * convolution.maps, height: side, width: side,
      table: convolution.table, areTwins: branches * convolution.maps <= 8, kernels: kernels)
    windows = Windows(over: input, height: side + 1, width: side + 1, step: 2)
    inputCount = input.count
    corners = [0, input.stride, input.rowPitch, input.rowPitch + input.stride].map { Int32($0) }
  }

  package func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {
    weights.pack(parameters, into: &packed)
  }

  package func makeGradient() -> PackedGradient { weights.makeGradient() }

  package func unpack(_ gradient: PackedGradient) -> [[Float]] {
    weights.unpack(gradient, branches: branches)
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

  package func addParameterGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout PackedGradient
  ) {
    addParameterGradient(
      of: pass, pass.outputGradient, input: pass.input, scratch: &scratch, to: &gradient)
  }

  private func addParameterGradient(
    of pass: BackwardPass, _ outputGradient: [Float], input: [Float],
    scratch: inout LayerScratch, to gradient: inout PackedGradient
  ) {
    let stride = weights.outputVectors * 8
    let inputCount = pass.patterns * self.inputCount
    scratch.reserve(listed: Self.block)
    scratch.reserve(inputs: inputCount)
    kernels.pooledConvolutionWeightGradient(
      input, inputCount, pooled(pass, scratch), scratch.winners, outputGradient, branches, stride,
      weights.outputMaps, windows.starts, windows.count * pass.patterns, corners, weights.segments,
      weights.segments.count, &scratch.places, &scratch.listed, Self.block, &scratch.inputs,
      &gradient.rows, &gradient.bias)
  }

  package func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    addInputGradient(
      of: pass, pass.outputGradient, rows: pass.parameters.rows, scratch: &scratch,
      to: &gradient)
  }

  private func addInputGradient(
    of pass: BackwardPass, _ outputGradient: [Float], rows: [Float],
    scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    let stride = weights.outputVectors * 8
    let inputCount = pass.patterns * self.inputCount
    scratch.reserve(listed: 4 * weights.outputMaps)
    scratch.reserve(rows: rows.count)
    scratch.reserve(inputs: inputCount)
    kernels.pooledConvolutionInputGradient(
      pooled(pass, scratch), scratch.winners, outputGradient, branches, stride, weights.outputMaps,
      windows.starts, windows.count * pass.patterns, corners, weights.segments,
      weights.segments.count, rows, &scratch.places, &scratch.listed, &scratch.rows,
      &scratch.inputs, &gradient, inputCount)
  }

  /// What pooling chose in each branch.
  private func pooled(_ pass: BackwardPass, _ scratch: LayerScratch) -> [Float] {
    branches > 1 ? scratch.pooled : pass.output
  }

  // Second derivatives go back as gradients do, with squared inputs and squared weights; the
  // slopes of ReLU and pooling are 0 and 1, which are their own squares.

  package func addParameterCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout PackedGradient
  ) {
    let squares = scratch.squares(of: pass.gradient.input, kernels: kernels)
    addParameterGradient(
      of: pass.gradient, pass.outputCurvature, input: squares, scratch: &scratch,
      to: &curvature)
  }

  package func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float]
  ) {
    let squares = scratch.squares(of: pass.gradient.parameters.rows, kernels: kernels)
    addInputGradient(
      of: pass.gradient, pass.outputCurvature, rows: squares, scratch: &scratch, to: &curvature)
  }

  package func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    gradient: inout PackedGradient, parameters: inout PackedParameters
  ) {
    gradient.clear(kernels)
    addParameterGradient(of: pass, scratch: &scratch, to: &gradient)
    weights.descend(gradient, rates: rates, scale: scale, parameters: &parameters)
  }
}
