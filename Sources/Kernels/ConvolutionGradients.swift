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
        add(sums, to: row, at: .inARow)
        if next > map { add(nextSums, to: row + rowLength, at: .inARow) }
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
) -> (FiveSums, FiveSums) {
  var (a0, a1, a2, a3, a4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var (b0, b1, b2, b3, b4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var (window, place) = (0, 0)
  while window < count {
    let start = x + Int(windows[window])
    let (g, h) = (everyLane(gradient[place]), everyLane(nextGradient[place]))
    let x0 = vector(start, at: segments.s0)
    addProduct(g, x0, to: &a0)
    addProduct(h, x0, to: &b0)
    let x1 = vector(start, at: segments.s1)
    addProduct(g, x1, to: &a1)
    addProduct(h, x1, to: &b1)
    let x2 = vector(start, at: segments.s2)
    addProduct(g, x2, to: &a2)
    addProduct(h, x2, to: &b2)
    let x3 = vector(start, at: segments.s3)
    addProduct(g, x3, to: &a3)
    addProduct(h, x3, to: &b3)
    let x4 = vector(start, at: segments.s4)
    addProduct(g, x4, to: &a4)
    addProduct(h, x4, to: &b4)
    place &+= stride
    window &+= 1
  }
  return (
    FiveSums(s0: a0, s1: a1, s2: a2, s3: a3, s4: a4),
    FiveSums(s0: b0, s1: b1, s2: b2, s3: b3, s4: b4)
  )
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
    var list = GradientList(places: places, gradients: listed)
    listMaps(
      outputGradient + window &* outputStride, count: outputMaps, rowLength: rowLength,
      in: &list)
    addListedRows(
      list, rows, segments: segments, segmentCount: segmentCount, sums: sums,
      to: dx + Int(windows[window]))
    window &+= 1
  }
  addVectors(dx, count: inputCount, to: inputGradient)
}

/// Lists the maps of one window whose gradient is not zero.
@inline(never)
private func listMaps(
  _ gradient: UnsafePointer<Float>, count: Int, rowLength: Int, in list: inout GradientList
) {
  var longer = list
  var (map, row) = (0, 0)
  while map < count {
    longer.append(
      gradient[map], at: Int32(truncatingIfNeeded: row), if: gradient[map] != 0)
    row &+= rowLength
    map &+= 1
  }
  list = longer
}
