/// The computation of ``Conv2D``: weighted sums of windows that slide over the input.
struct SlidingWindows: WindowedOperation {
  let output: MapLayout
  package let kernels: KernelSet
  package let weights: WindowWeights
  /// Those of the forward pass.
  private let windows: Windows
  private let strips: Strips
  private let input: MapLayout
  /// How many rows and columns the kernel has.
  private let side: Int

  init(_ convolution: Conv2D, over input: MapLayout, kernels: KernelSet) {
    self.input = input
    self.kernels = kernels
    side = convolution.kernel
    output = MapLayout([convolution.maps, input.height - side + 1, input.width - side + 1])
    strips = Strips(input, kernelWidth: side, kernels: kernels)
    // Few maps would leave half of a panel empty: two neighbouring windows share it.
    let areTwins = convolution.maps <= 8 && output.width % 2 == 0
    weights = WindowWeights(
      Window(over: input, height: side, width: side), rows: .strips(strips),
      outputMaps: convolution.maps, table: convolution.table, areTwins: areTwins, kernels: kernels)
    windows =
      areTwins
      ? Windows(over: input, height: side, width: side + 1, step: 1, columnStep: 2)
      : Windows(over: input, height: side, width: side, step: 1)
  }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    kernels.convolution(
      input, windows.starts, windows.count * patterns, weights.taps, weights.taps.count,
      parameters.panels, parameters.bias, weights.panelVectors, &output)
  }

  package func addGradients(
    _ outputGradient: [Float], of pass: BackwardPass, input numbers: [Float], rows: [Float],
    scratch: inout LayerScratch, toParameters parameterGradient: inout PackedGradient,
    toInput inputGradient: inout [Float]
  ) {
    kernels.rowSums(
      outputGradient, output.height * output.width * pass.patterns, output.stride,
      &parameterGradient.bias)
    for pattern in 0..<pass.patterns {
      let start = pattern * output.count
      if input.stride == 1, !pass.needsInput {
        kernels.imageConvolutionGradient(
          outputGradient, start, output.stride, weights.outputMaps, numbers,
          pattern * input.count, output.height, output.width, side, &parameterGradient.rows,
          strips.length)
      } else {
        strips.unfold(numbers, pattern: pattern, scratch: &scratch)
        kernels.convolutionGradients(
          outputGradient, start, output.stride, weights.outputMaps,
          output.height * output.width, side, strips.columns, strips.length, scratch.strips,
          rows, &parameterGradient.rows, pass.needsInput, &scratch.stripGradients)
        if pass.needsInput { strips.fold(scratch, pattern: pattern, to: &inputGradient) }
      }
    }
  }
}
