/// The computation of ``Dense``, and of a ``Conv2D`` whose kernel is as large as its input: each
/// output is a weighted sum of all inputs.
struct WholeInput: WindowedOperation {
  let output: MapLayout
  package let kernels: KernelSet
  package let weights: WindowWeights
  private let windows: Windows
  /// How many numbers one pattern of the input takes.
  private let inputCount: Int

  init(
    _ input: MapLayout, outputMaps: Int, output: MapLayout, table: ConnectionTable? = nil,
    kernels: KernelSet
  ) {
    self.output = output
    self.kernels = kernels
    weights = WindowWeights(
      Window(over: input, height: input.height, width: input.width), rows: .input,
      outputMaps: outputMaps, table: table, kernels: kernels)
    windows = Windows(over: input, height: input.height, width: input.width, step: 1)
    inputCount = input.count
  }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    if parameters.panels.isEmpty {
      kernels.patternDescent.denseForward(
        input, parameters.rows, weights.rowLength, parameters.bias, weights.outputMaps, &output)
      return
    }
    kernels.convolution(
      input, windows.starts, patterns, weights.taps, weights.taps.count, parameters.panels,
      parameters.bias, weights.outputVectors, &output)
  }

  package func addGradients(
    _ outputGradient: [Float], of pass: BackwardPass, input numbers: [Float], rows: [Float],
    scratch: inout LayerScratch, toParameters parameterGradient: inout PackedGradient,
    toInput inputGradient: inout [Float]
  ) {
    let (stride, length) = (output.stride, weights.rowLength)
    kernels.rowSums(outputGradient, pass.patterns, stride, &parameterGradient.bias)
    // dw = transposed dy times x
    kernels.addMatrixProduct(
      outputGradient, 1, stride, weights.outputMaps, pass.patterns, numbers, inputCount, length,
      &parameterGradient.rows, length)
    guard pass.needsInput else { return }
    // dx = dy times w
    kernels.addMatrixProduct(
      outputGradient, stride, 1, pass.patterns, weights.outputMaps, rows, length, length,
      &inputGradient, inputCount)
  }

  package func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    room: inout PackedGradient, parameters: inout PackedParameters,
    toInput inputGradient: inout [Float]
  ) {
    // The image's gradient comes for nothing, and is not read.
    kernels.patternDescent.denseDescent(
      pass.input, pass.outputGradient, weights.outputMaps, rates.rows, scale, &parameters.rows,
      weights.rowLength, &inputGradient)
    kernels.patternDescent.descent(
      pass.outputGradient, rates.bias, scale, weights.outputMaps, &parameters.bias)
    // For one pattern nothing reads the panels; they no longer hold.
    parameters.panels.removeAll(keepingCapacity: true)
  }
}
