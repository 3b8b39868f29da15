// The fast gradients of a convolution behind ReLU and 2x2 max-pooling. Each pooled output has one
// gradient, which belongs to the window that won, or to none where ReLU made it zero: a quarter
// as many numbers are searched as without pooling, and none is written in between.
//
// Where the output maps are those of several branches whose outputs are added, all branches have
// the same gradient: that of the sum.

/// Adds to `weightGradient` and `biasGradient` what the gradient at the pooled output says about
/// them.
///
/// `dw[o, s] += sum over p with y[p, o] > 0 of dy[p, o] x[windows[p] + corners[winners[p, o]] +
/// segments[s]]`
///
/// - Parameters: as of ``convolutionWeightGradient``, and:
///   - output: what ``pooledConvolution`` computed, with its `winners`.
///   - passed: room for `outputStride` numbers.
/// - Shapes: `output` and `winners` `[windowCount, outputStride]`, `outputGradient` `[windowCount,
///   outputStride / branches]`, the rest as in ``convolutionWeightGradient``.
@inline(never)
public func pooledConvolutionWeightGradient(
  _ input: UnsafePointer<Float>, output: UnsafePointer<Float>, winners: UnsafePointer<Int32>,
  outputGradient: UnsafePointer<Float>, branches: Int, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int, corners: UnsafePointer<Int32>,
  segments: UnsafePointer<Int32>, segmentCount: Int,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>,
  counts: UnsafeMutablePointer<Int32>, block: Int, passed: UnsafeMutablePointer<Float>,
  weightGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>
) {
  let lists = GradientLists(
    places: places, gradients: listed, counts: counts, capacity: block &+ 1)
  var window = 0
  while window < windowCount {
    let end = min(window &+ block, windowCount)
    lists.clear(lists: outputMaps)
    while window < end {
      let start = windows[window]
      let first = window &* outputStride
      passRectifier(
        output + first, outputGradient + first / branches, branches: branches,
        count: outputStride, to: passed)
      addVectors(passed, count: outputStride, to: biasGradient)
      var map = 0
      while map < outputMaps {
        let corner = corners[Int(truncatingIfNeeded: winners[first &+ map])]
        lists.append(passed[map], at: start &+ corner, to: map)
        map &+= 1
      }
      window &+= 1
    }
    addAllLists(
      lists, input, segments: segments, segmentCount: segmentCount, outputMaps: outputMaps,
      to: weightGradient)
  }
}

/// Adds to `inputGradient` what the gradient at the pooled output says about the input.
///
/// The maps of a pooled position are sorted by the window that won, so that each of the four
/// windows is read and written once.
///
/// - Parameters: as of ``convolutionInputGradient``, but room for `4 * (outputMaps + 1)` numbers
///   in `places` and `listed`, for four in `counts` and for `outputStride` in `passed`.
/// - Shapes: as in ``pooledConvolutionWeightGradient``.
@inline(never)
public func pooledConvolutionInputGradient(
  output: UnsafePointer<Float>, winners: UnsafePointer<Int32>,
  outputGradient: UnsafePointer<Float>, branches: Int, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int, corners: UnsafePointer<Int32>,
  segments: UnsafePointer<Int32>, segmentCount: Int, weights: UnsafePointer<Float>,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>,
  counts: UnsafeMutablePointer<Int32>, passed: UnsafeMutablePointer<Float>,
  room: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
) {
  let rowLength = Int32(truncatingIfNeeded: segmentCount &* segmentLanes)
  let rows = alignedRows(
    weights, count: outputMaps &* segmentCount &* segmentLanes, windows: windowCount, in: room)
  let lists = GradientLists(
    places: places, gradients: listed, counts: counts, capacity: outputMaps &+ 1)
  var window = 0
  while window < windowCount {
    let first = window &* outputStride
    lists.clear(lists: 4)
    passRectifier(
      output + first, outputGradient + first / branches, branches: branches,
      count: outputStride, to: passed)
    var (map, row) = (0, Int32(0))
    while map < outputMaps {
      lists.append(
        passed[map], at: row, to: Int(truncatingIfNeeded: winners[first &+ map]))
      row &+= rowLength
      map &+= 1
    }
    let target = inputGradient + Int(windows[window])
    var corner = 0
    while corner < 4 {
      addListedRows(
        lists, corner, rows, segments: segments, segmentCount: segmentCount,
        to: target + Int(corners[corner]))
      corner &+= 1
    }
    window &+= 1
  }
}

/// The gradient at the input of ReLU: `dx = dy` where `y > 0`, else 0, in each of some branches.
@inline(__always)
private func passRectifier(
  _ output: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, branches: Int,
  count: Int, to passed: UnsafeMutablePointer<Float>
) {
  let stride = count / branches
  var start = 0
  while start < count {
    var map = 0
    while map < stride {
      let gradient = vector(outputGradient, at: map)
      let isPositive = vector(output, at: start &+ map) .> Vector()
      store(Vector().replacing(with: gradient, where: isPositive), passed, at: start &+ map)
      map &+= lanes
    }
    start &+= stride
  }
}
