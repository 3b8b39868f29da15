/// The computation of ``Conv2D`` and ``Dense``: weighted sums of windows.
struct WeightedWindows: LayerOperation {
  let output: MapLayout
  private let kernels: KernelSet
  private let weights: WindowWeights
  private let windows: Windows
  /// How many numbers one pattern of the input takes.
  private let inputCount: Int

  /// How many windows are taken at a time; their part of the input should stay in the
  /// processor's nearest memory.
  private static let block = 128

  init(
    input: MapLayout, outputMaps: Int, height: Int, width: Int, output: MapLayout,
    table: ConnectionTable? = nil, kernels: KernelSet
  ) {
    self.output = output
    self.kernels = kernels
    weights = WindowWeights(
      input: input, outputMaps: outputMaps, height: height, width: width, table: table,
      kernels: kernels)
    windows = Windows(over: input, height: height, width: width, step: 1)
    inputCount = input.count
  }

  func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {
    weights.pack(parameters, into: &packed)
  }

  func makeGradient() -> PackedGradient { weights.makeGradient() }

  func unpack(_ gradient: PackedGradient) -> [[Float]] { weights.unpack(gradient) }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    if parameters.panels.isEmpty {
      kernels.patternDescent.denseForward(
        input, weights.segments, weights.segments.count, parameters.rows, parameters.bias,
        weights.outputMaps, &output)
      return
    }
    kernels.convolution(
      input, windows.starts, windows.count * patterns, weights.taps, weights.taps.count,
      parameters.panels, parameters.bias, weights.outputVectors, &output)
  }

  func addParameterGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout PackedGradient
  ) {
    addParameterGradient(
      of: pass.outputGradient, patterns: pass.patterns, input: pass.input, scratch: &scratch,
      to: &gradient)
  }

  private func addParameterGradient(
    of outputGradient: [Float], patterns: Int, input: [Float], scratch: inout LayerScratch,
    to gradient: inout PackedGradient
  ) {
    scratch.reserve(inputs: patterns * inputCount)
    kernels.convolutionWeightGradient(
      input, patterns * inputCount, outputGradient, output.stride, weights.outputMaps,
      windows.starts, windows.count * patterns, weights.segments, weights.segments.count,
      Self.block, &scratch.inputs, &gradient.rows, &gradient.bias)
  }

  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float]
  ) {
    addInputGradient(
      of: pass.outputGradient, patterns: pass.patterns, rows: pass.parameters.rows,
      scratch: &scratch, to: &gradient)
  }

  private func addInputGradient(
    of outputGradient: [Float], patterns: Int, rows: [Float], scratch: inout LayerScratch,
    to gradient: inout [Float]
  ) {
    scratch.reserve(rows: rows.count)
    kernels.convolutionInputGradient(
      outputGradient, output.stride, weights.outputMaps,
      windows.starts, windows.count * patterns, weights.segments, weights.segments.count,
      rows, &scratch.rows, &gradient)
  }

  // Second derivatives go back as gradients do, with squared inputs and squared weights.

  func addParameterCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout PackedGradient
  ) {
    let squares = scratch.squares(of: pass.gradient.input, kernels: kernels)
    addParameterGradient(
      of: pass.outputCurvature, patterns: pass.gradient.patterns, input: squares,
      scratch: &scratch, to: &curvature)
  }

  func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float]
  ) {
    let squares = scratch.squares(of: pass.gradient.parameters.rows, kernels: kernels)
    addInputGradient(
      of: pass.outputCurvature, patterns: pass.gradient.patterns, rows: squares,
      scratch: &scratch, to: &curvature)
  }

  func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    gradient: inout PackedGradient, parameters: inout PackedParameters
  ) {
    if windows.count == 1 {
      kernels.patternDescent.denseDescent(
        pass.input, weights.segments, weights.segments.count, pass.outputGradient,
        weights.outputMaps, rates.rows, scale, &parameters.rows)
      kernels.patternDescent.descent(
        pass.outputGradient, rates.bias, scale, weights.outputMaps, &parameters.bias)
      // Nothing reads the panels of a layer with one window; they no longer hold.
      parameters.panels.removeAll(keepingCapacity: true)
    } else {
      gradient.clear(kernels)
      addParameterGradient(of: pass, scratch: &scratch, to: &gradient)
      weights.descend(gradient, rates: rates, scale: scale, parameters: &parameters)
    }
  }
}
