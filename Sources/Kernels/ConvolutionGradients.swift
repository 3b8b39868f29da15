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
///   - segmentCount: a multiple of five.
///   - places, listed: room for `outputMaps * (block + 1)` numbers each.
///   - counts: room for `outputMaps` numbers.
///   - block: how many windows are listed at a time, at least 1.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weightGradient`
///   `[outputMaps, segmentLanes * segmentCount]`, `biasGradient` `[outputStride]`.
/// - Complexity: one multiply-add for each segment and each gradient that is not zero.
@inline(never)
public func convolutionWeightGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, outputStride: Int,
  outputMaps: Int, windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>,
  counts: UnsafeMutablePointer<Int32>, block: Int, weightGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  let lists = GradientLists(
    places: places, gradients: listed, counts: counts, capacity: block &+ 1)
  var window = 0
  while window < windowCount {
    let end = min(window &+ block, windowCount)
    lists.clear(lists: outputMaps)
    while window < end {
      let gradients = outputGradient + window &* outputStride
      var map = 0
      while map < outputMaps {
        lists.append(gradients[map], at: windows[window], to: map)
        map &+= 1
      }
      addVectors(gradients, count: outputStride, to: biasGradient)
      window &+= 1
    }
    addAllLists(
      lists, input, segments: segments, segmentCount: segmentCount, outputMaps: outputMaps,
      to: weightGradient)
  }
}

/// Adds what each output map's list says about its row of weights.
@inline(__always)
func addAllLists(
  _ lists: GradientLists, _ input: UnsafePointer<Float>, segments: UnsafePointer<Int32>,
  segmentCount: Int, outputMaps: Int, to weightGradient: UnsafeMutablePointer<Float>
) {
  var map = 0
  while map < outputMaps {
    addListedInputs(
      lists, map, input, segments: segments, segmentCount: segmentCount,
      to: weightGradient + map &* segmentCount &* segmentLanes)
    map &+= 1
  }
}

/// Adds to `inputGradient` what the gradient at the output says about the input.
///
/// `dx[windows[p] + segments[s]] += sum over o of dy[p, o] w[o, s]`
///
/// - Parameters:
///   - segmentCount: a multiple of five.
///   - places, listed: room for `outputMaps + 1` numbers each.
///   - room: for 16 numbers more than `weights` has.
///   - counts: room for one number.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weights`
///   `[outputMaps, segmentLanes * segmentCount]`.
/// - Complexity: one multiply-add for each segment and each gradient that is not zero.
@inline(never)
public func convolutionInputGradient(
  _ outputGradient: UnsafePointer<Float>, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int, weights: UnsafePointer<Float>,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>,
  counts: UnsafeMutablePointer<Int32>, room: UnsafeMutablePointer<Float>,
  inputGradient: UnsafeMutablePointer<Float>
) {
  let rowLength = Int32(truncatingIfNeeded: segmentCount &* segmentLanes)
  let rows = alignedRows(
    weights, count: outputMaps &* segmentCount &* segmentLanes, windows: windowCount, in: room)
  let lists = GradientLists(
    places: places, gradients: listed, counts: counts, capacity: outputMaps &+ 1)
  var window = 0
  while window < windowCount {
    let gradients = outputGradient + window &* outputStride
    lists.clear(lists: 1)
    var (map, row) = (0, Int32(0))
    while map < outputMaps {
      lists.append(gradients[map], at: row, to: 0)
      row &+= rowLength
      map &+= 1
    }
    addListedRows(
      lists, 0, rows, segments: segments, segmentCount: segmentCount,
      to: inputGradient + Int(windows[window]))
    window &+= 1
  }
}
