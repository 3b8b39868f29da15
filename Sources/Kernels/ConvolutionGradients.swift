// The fast gradients of the convolution. Windows are what Segments.swift says.

/// Adds to `weightGradient` and `biasGradient` what the gradient at the output says about them.
///
/// `dw[o, s] += sum over p of dy[p, o] x[windows[p] + segments[s]]`, `db[o] += sum over p of
/// dy[p, o]`
///
/// Nothing is skipped: behind a tanh no gradient is zero. Two maps are taken at a time, which share
/// what is loaded of the input. Windows are taken in blocks, so that their part of the input stays
/// in the processor's nearest memory from one map to the next.
///
/// - Parameters:
///   - inputCount: how many numbers of the input all windows cover.
///   - segmentCount: a multiple of five.
///   - block: how many windows are taken at a time, at least 1.
///   - room: for ``slackOfRoom`` numbers more than the input has.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weightGradient`
///   `[outputMaps, 8 * segmentCount]`, `biasGradient` `[outputStride]`.
/// - Complexity: one multiply-add of vectors for each window, output map and segment.
@inline(never)
public func convolutionWeightGradient(
  _ input: UnsafePointer<Float>, inputCount: Int, outputGradient: UnsafePointer<Float>,
  outputStride: Int, outputMaps: Int, windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int, block: Int,
  room: UnsafeMutablePointer<Float>, weightGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  let x = alignedCopy(input, count: inputCount, in: room)
  let rowLength = segmentCount &* lanes
  var first = 0
  while first < windowCount {
    let count = min(block, windowCount &- first)
    var map = 0
    while map < outputMaps {
      let next = min(map &+ 1, outputMaps &- 1)
      let gradients = outputGradient + first &* outputStride
      var segment = 0
      while segment < segmentCount {
        let (sums, nextSums) = sumsOverWindows(
          x, windows + first, count: count, gradients + map, gradients + next,
          stride: outputStride, at: FivePlaces(segments + segment))
        let row = weightGradient + (map &* rowLength &+ segment &* lanes)
        sums.add(to: row, at: .inARow)
        if next > map { nextSums.add(to: row + rowLength, at: .inARow) }
        segment &+= segmentsPerGroup
      }
      map &+= 2
    }
    first &+= count
  }
  addRows(outputGradient, count: windowCount, stride: outputStride, to: biasGradient)
}

/// `db[o] += sum over p of dy[p, o]`
@inline(__always)
private func addRows(
  _ gradient: UnsafePointer<Float>, count: Int, stride: Int,
  to biasGradient: UnsafeMutablePointer<Float>
) {
  var map = 0
  while map < stride {
    var sum = vector(biasGradient, at: map)
    var row = 0
    while row < count {
      sum += vector(gradient, at: row &* stride &+ map)
      row &+= 1
    }
    store(sum, biasGradient, at: map)
    map &+= lanes
  }
}

/// The segments of all windows, each times the window's gradient, added, for two maps' gradients.
// Not inlined, so that all of its pointers stay in registers.
@inline(never)
private func sumsOverWindows(
  _ x: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, count: Int,
  _ gradient: UnsafePointer<Float>, _ nextGradient: UnsafePointer<Float>, stride: Int,
  at segments: FivePlaces
) -> (FiveVectors, FiveVectors) {
  var (sums, nextSums) = (FiveVectors(), FiveVectors())
  var (window, place) = (0, 0)
  while window < count {
    let numbers = FiveVectors(x + Int(windows[window]), at: segments)
    sums.addProducts(everyLane(gradient[place]), numbers)
    nextSums.addProducts(everyLane(nextGradient[place]), numbers)
    place &+= stride
    window &+= 1
  }
  return (sums, nextSums)
}

/// Adds to `inputGradient` what the gradient at the output says about the input.
///
/// `dx[windows[p] + segments[s]] += sum over o of dy[p, o] w[o, s]`
///
/// Nothing is skipped here either. Two windows are taken at a time, which share what is loaded of
/// the weights, and five segments of all windows before the next five, whose weights stay in the
/// processor's nearest memory.
///
/// - Parameters:
///   - segmentCount: a multiple of five.
///   - room: for ``slackOfRoom`` numbers more than `weights` has.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weights`
///   `[outputMaps, 8 * segmentCount]`.
/// - Complexity: one multiply-add of vectors for each window, output map and segment.
@inline(never)
public func convolutionInputGradient(
  _ outputGradient: UnsafePointer<Float>, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int, weights: UnsafePointer<Float>,
  room: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
) {
  let rowLength = segmentCount &* lanes
  // A copy of the weights would not pay for a few windows.
  let rows =
    windowCount > 16
    ? alignedCopy(weights, count: outputMaps &* rowLength, in: room) : weights
  var segment = 0
  while segment < segmentCount {
    let places = FivePlaces(segments + segment)
    var window = 0
    while window < windowCount {
      let next = min(window &+ 1, windowCount &- 1)
      let (sums, nextSums) = sumsOverMaps(
        rows + segment &* lanes, rowLength: rowLength, count: outputMaps,
        outputGradient + window &* outputStride, outputGradient + next &* outputStride)
      sums.add(to: inputGradient + Int(windows[window]), at: places)
      if next > window { nextSums.add(to: inputGradient + Int(windows[next]), at: places) }
      window &+= 2
    }
    segment &+= segmentsPerGroup
  }
}

/// Five vectors of all maps' rows, each times the map's gradient, added, for two windows' gradients.
@inline(never)
private func sumsOverMaps(
  _ rows: UnsafePointer<Float>, rowLength: Int, count: Int,
  _ gradient: UnsafePointer<Float>, _ nextGradient: UnsafePointer<Float>
) -> (FiveVectors, FiveVectors) {
  var (sums, nextSums) = (FiveVectors(), FiveVectors())
  var row = rows
  var map = 0
  while map < count {
    let numbers = FiveVectors(row, at: .inARow)
    sums.addProducts(everyLane(gradient[map]), numbers)
    nextSums.addProducts(everyLane(nextGradient[map]), numbers)
    row += rowLength
    map &+= 1
  }
  return (sums, nextSums)
}
