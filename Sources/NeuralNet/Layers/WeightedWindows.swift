/// The computation of ``Conv2D`` and ``Dense``: weighted sums of windows.
///
/// Weights arrive as `[outputMaps, maps, height, width]`, row-major, and are rearranged twice:
/// * panels, for the forward pass: `[panel][tap][16 output maps]`, the last panel 8 wide if the
///   number of vectors is odd;
/// * rows, for the backward pass: `[output map][segment][8 lanes]`, where a row of a window is
///   covered by vectors, the segments.
struct WeightedWindows: LayerOperation {
  let output: MapLayout
  private let kernels: KernelSet
  private let outputMaps: Int
  private let windows: Windows
  /// Where each input of a window lies; tap by tap as the weights of one output map.
  private let taps: [Int32]
  /// Where each vector of a window lies; as many as a multiple of five.
  private let segments: [Int32]
  /// For each number of the panels the index of its weight, -1 where there is none.
  private let panelIndexes: [Int32]
  /// For each number of the rows the index of its weight, -1 where there is none.
  private let rowIndexes: [Int32]
  /// For each number of the panels its place in the rows, -1 where there is none.
  private let panelPlacesInRows: [Int32]
  /// How many numbers one pattern of the input has.
  private let inputCount: Int
  /// For each weight the index of its number in the rows, -1 if the weight is not connected.
  private let placesInRows: [Int32]

  /// How many windows are searched for gradients at a time; their part of the input should stay
  /// in the processor's nearest memory.
  private static let listCapacity = 1024

  init(
    input: MapLayout, outputMaps: Int, height: Int, width: Int, output: MapLayout,
    table: ConnectionTable? = nil, kernels: KernelSet
  ) {
    self.output = output
    self.kernels = kernels
    self.outputMaps = outputMaps
    windows = Windows(over: input, height: height, width: width, step: 1)
    let segmentsPerRow = (width * input.stride + 7) / 8
    var taps: [Int32] = []
    var placesInRow: [Int] = []
    for map in 0..<input.maps {
      for u in 0..<height {
        for v in 0..<width {
          taps.append(Int32(u * input.rowPitch + v * input.stride + map))
          placesInRow.append(u * segmentsPerRow * 8 + v * input.stride + map)
        }
      }
    }
    self.taps = taps

    var segments = (0..<height).flatMap { u in
      (0..<segmentsPerRow).map { Int32(u * input.rowPitch + 8 * $0) }
    }
    // The vectors that round the number up hold no weights, so they may lie anywhere.
    while segments.count % 5 != 0 { segments.append(0) }
    self.segments = segments

    panelIndexes = Self.panelIndexes(
      outputMaps: outputMaps, vectors: output.stride / 8, taps: taps.count)
    let rowLength = 8 * segments.count
    placesInRows = (0..<outputMaps).flatMap { map in
      placesInRow.enumerated().map { tap, place in
        let isConnected = table?.connects(input: tap / (height * width), output: map) ?? true
        return isConnected ? Int32(map * rowLength + place) : -1
      }
    }
    var rowIndexes = [Int32](repeating: -1, count: outputMaps * rowLength)
    for (weight, place) in placesInRows.enumerated() where place >= 0 {
      rowIndexes[Int(place)] = Int32(weight)
    }
    self.rowIndexes = rowIndexes
    let placesInRows = placesInRows
    panelPlacesInRows = panelIndexes.map { $0 < 0 ? -1 : placesInRows[Int($0)] }
    inputCount = input.count
  }

  private static func panelIndexes(outputMaps: Int, vectors: Int, taps: Int) -> [Int32] {
    var indexes: [Int32] = []
    for first in stride(from: 0, to: vectors, by: 2) {
      for tap in 0..<taps {
        for map in first * 8..<min(first + 2, vectors) * 8 {
          indexes.append(map < outputMaps ? Int32(map * taps + tap) : -1)
        }
      }
    }
    return indexes
  }

  func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {
    if packed.panels.isEmpty {
      packed.panels = [Float](repeating: 0, count: panelIndexes.count)
      packed.rows = [Float](repeating: 0, count: rowIndexes.count)
      packed.bias = [Float](repeating: 0, count: output.stride)
    }
    let weights = parameters[parameters.startIndex].scalars
    kernels.gathering(weights, panelIndexes, panelIndexes.count, &packed.panels)
    kernels.gathering(weights, rowIndexes, rowIndexes.count, &packed.rows)
    packed.bias.replaceSubrange(
      0..<outputMaps, with: parameters[parameters.startIndex + 1].scalars)
  }

  func makeGradient() -> PackedGradient {
    PackedGradient(rows: rowIndexes.count, bias: outputMaps)
  }

  func unpack(_ gradient: PackedGradient) -> [[Float]] {
    var weights = [Float](repeating: 0, count: placesInRows.count)
    kernels.gathering(gradient.rows, placesInRows, placesInRows.count, &weights)
    return [weights, gradient.bias]
  }

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float]
  ) {
    if parameters.panels.isEmpty {
      kernels.patternDescent.denseForward(
        input, segments, segments.count, parameters.rows, parameters.bias, outputMaps, &output)
      return
    }
    kernels.convolution(
      input, windows.starts, windows.count * patterns, taps, taps.count,
      parameters.panels, parameters.bias, self.output.stride / 8, &output)
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
    reserveLists(in: &scratch)
    kernels.convolutionWeightGradient(
      input, outputGradient, output.stride, outputMaps,
      windows.starts, windows.count * patterns, segments, segments.count,
      &scratch.integers, &scratch.floats, Self.listCapacity, &gradient.rows, &gradient.bias)
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
    reserveLists(in: &scratch)
    kernels.convolutionInputGradient(
      outputGradient, output.stride, outputMaps,
      windows.starts, windows.count * patterns, segments, segments.count,
      rows, &scratch.integers, &scratch.floats, &gradient)
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
        pass.input, segments, segments.count, pass.outputGradient, outputMaps, rates.rows, scale,
        &parameters.rows)
      kernels.patternDescent.descent(
        pass.outputGradient, rates.bias, scale, outputMaps, &parameters.bias)
      // Nothing reads the panels of a layer with one window; they no longer hold.
      parameters.panels.removeAll(keepingCapacity: true)
    } else {
      gradient.clear(kernels)
      addParameterGradient(of: pass, scratch: &scratch, to: &gradient)
      kernels.patternDescent.descent(
        gradient.rows, rates.rows, scale, gradient.rows.count, &parameters.rows)
      kernels.patternDescent.descent(
        gradient.bias, rates.bias, scale, outputMaps, &parameters.bias)
      kernels.gathering(
        parameters.rows, panelPlacesInRows, panelPlacesInRows.count, &parameters.panels)
    }
  }

  private func reserveLists(in scratch: inout LayerScratch) {
    let room = max(Self.listCapacity, outputMaps) + 1
    scratch.reserve(integers: room, floats: room)
  }
}
