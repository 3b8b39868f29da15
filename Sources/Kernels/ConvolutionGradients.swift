// The fast gradients of the convolution: what to list is decided here, the arithmetic is that of
// ListedGradients.swift.

/// Adds to `weightGradient` and `biasGradient` what the gradient at the output says about them.
///
/// `dw[o, s] += sum over p of dy[p, o] x[windows[p] + segments[s]]`, `db[o] += sum over p of
/// dy[p, o]`
///
/// Windows are taken in blocks, so that the part of the input that a block reads stays in the
/// processor's nearest memory while each output map's list is walked.
///
/// - Parameters:
///   - inputCount: how many numbers of the input all windows cover.
///   - segmentCount: a multiple of five.
///   - places, listed: room for `block + 1` numbers each.
///   - block: how many windows are listed at a time, at least 1.
///   - room: for ``slackOfRoom`` numbers more than the input has.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weightGradient`
///   `[outputMaps, 8 * segmentCount]`, `biasGradient` `[outputStride]`.
/// - Complexity: one multiply-add for each segment and each gradient that is not zero.
@inline(never)
public func convolutionWeightGradient(
  _ input: UnsafePointer<Float>, inputCount: Int, outputGradient: UnsafePointer<Float>,
  outputStride: Int, outputMaps: Int, windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>, block: Int,
  room: UnsafeMutablePointer<Float>, weightGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  let x = alignedCopy(input, count: inputCount, in: room)
  var first = 0
  while first < windowCount {
    let end = min(first &+ block, windowCount)
    var map = 0
    while map < outputMaps {
      var list = GradientList(places: places, gradients: listed)
      var window = first
      while window < end {
        let gradient = outputGradient[window &* outputStride &+ map]
        list.append(gradient, at: windows[window], if: gradient != 0)
        window &+= 1
      }
      addListedInputs(
        list, x, segments: segments, segmentCount: segmentCount,
        to: weightGradient + map &* segmentCount &* lanes)
      map &+= 1
    }
    first = end
  }
  var window = 0
  while window < windowCount {
    addVectors(
      outputGradient + window &* outputStride, count: outputStride, to: biasGradient)
    window &+= 1
  }
}

/// Adds to `inputGradient` what the gradient at the output says about the input.
///
/// `dx[windows[p] + segments[s]] += sum over o of dy[p, o] w[o, s]`
///
/// - Parameters:
///   - segmentCount: a multiple of five.
///   - places, listed: room for `outputMaps + 1` numbers each.
///   - rowsRoom: for ``slackOfRoom`` numbers more than `weights` has.
///   - gradientRoom: for ``slackOfRoom`` numbers more than `inputGradient` has.
///   - inputCount: how many numbers of the input all windows cover.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weights`
///   `[outputMaps, 8 * segmentCount]` and ``slackBehindRows`` numbers more.
/// - Complexity: one multiply-add for each segment and each gradient that is not zero.
@inline(never)
public func convolutionInputGradient(
  _ outputGradient: UnsafePointer<Float>, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int, weights: UnsafePointer<Float>,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>,
  rowsRoom: UnsafeMutablePointer<Float>, gradientRoom: UnsafeMutablePointer<Float>,
  inputGradient: UnsafeMutablePointer<Float>, inputCount: Int
) {
  let rowLength = segmentCount &* lanes
  // A copy of the weights would not pay for a few windows.
  let rows =
    windowCount > 16
    ? alignedCopy(weights, count: outputMaps &* rowLength, in: rowsRoom) : weights
  let sums = alignedStart(gradientRoom)
  let dx = sums + (vectorsPerWalk &+ 1) &* lanes
  fill(0, count: inputCount &+ lanes, output: dx)
  var window = 0
  while window < windowCount {
    let gradients = outputGradient + window &* outputStride
    var list = GradientList(places: places, gradients: listed)
    var map = 0
    while map < outputMaps {
      list.append(
        gradients[map], at: Int32(truncatingIfNeeded: map &* rowLength), if: gradients[map] != 0)
      map &+= 1
    }
    addListedRows(
      list, rows, segments: segments, segmentCount: segmentCount, sums: sums,
      to: dx + Int(windows[window]))
    window &+= 1
  }
  addVectors(dx, count: inputCount, to: inputGradient)
}
