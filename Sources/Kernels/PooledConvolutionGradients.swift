// The fast gradients of a convolution behind ReLU and 2x2 max-pooling. Each pooled output has one
// gradient, which belongs to the window that won, or to none where ReLU made it zero: a quarter
// as many numbers are searched as without pooling, and none is written in between.
//
// Where the output maps are those of several branches whose outputs are added, all branches have
// the same gradient: that of the sum. So the gradient has `outputStride / branches` maps, and
// output map o has that of map `o % (outputStride / branches)`.

/// Adds to `weightGradient` and `biasGradient` what the gradient at the pooled output says about
/// them.
///
/// `dw[o, s] += sum over p with y[p, o] > 0 of dy[p, o] x[windows[p] + corners[winners[p, o]] +
/// segments[s]]`
///
/// - Parameters: as of ``convolutionWeightGradient``, and:
///   - output: what ``pooledConvolution`` computed, with its `winners`.
///   - places, listed: room for `block + 1` numbers each.
/// - Shapes: `output` and `winners` `[windowCount, outputStride]`, `outputGradient` `[windowCount,
///   outputStride / branches]`, the rest as in ``convolutionWeightGradient``.
@inline(never)
public func pooledConvolutionWeightGradient(
  _ input: UnsafePointer<Float>, inputCount: Int, output: UnsafePointer<Float>,
  winners: UnsafePointer<Int32>, outputGradient: UnsafePointer<Float>, branches: Int,
  outputStride: Int, outputMaps: Int, windows: UnsafePointer<Int32>, windowCount: Int,
  corners: UnsafePointer<Int32>, segments: UnsafePointer<Int32>, segmentCount: Int,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>, block: Int,
  room: UnsafeMutablePointer<Float>, weightGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  let x = alignedCopy(input, count: inputCount, in: room)
  let gradientStride = outputStride / branches
  var first = 0
  while first < windowCount {
    let end = min(first &+ block, windowCount)
    var map = 0
    while map < outputMaps {
      var list = GradientList(places: places, gradients: listed)
      listWindows(
        windows + first, count: end &- first, corners: corners,
        output: output + (first &* outputStride &+ map),
        winners: winners + (first &* outputStride &+ map), outputStride: outputStride,
        gradient: outputGradient + (first &* gradientStride &+ map % gradientStride),
        gradientStride: gradientStride, in: &list)
      addListedInputs(
        list, x, segments: segments, segmentCount: segmentCount,
        to: weightGradient + map &* segmentCount &* lanes)
      map &+= 1
    }
    first = end
  }
  addBiasGradient(
    output: output, outputGradient: outputGradient, gradientStride: gradientStride,
    outputStride: outputStride, windowCount: windowCount, to: biasGradient)
}

/// Lists the windows that won in one map, with their gradients.
// Not inlined, so that all of its pointers stay in registers.
@inline(never)
private func listWindows(
  _ windows: UnsafePointer<Int32>, count: Int, corners: UnsafePointer<Int32>,
  output: UnsafePointer<Float>, winners: UnsafePointer<Int32>, outputStride: Int,
  gradient: UnsafePointer<Float>, gradientStride: Int, in list: inout GradientList
) {
  var longer = list
  var (place, gradientPlace) = (0, 0)
  var window = 0
  while window < count {
    longer.append(
      gradient[gradientPlace],
      at: windows[window] &+ corners[Int(truncatingIfNeeded: winners[place])],
      if: output[place] > 0)
    place &+= outputStride
    gradientPlace &+= gradientStride
    window &+= 1
  }
  list = longer
}

/// `db[o] += sum over p with y[p, o] > 0 of dy[p, o]`
@inline(__always)
private func addBiasGradient(
  output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradientStride: Int,
  outputStride: Int, windowCount: Int, to biasGradient: UnsafeMutablePointer<Float>
) {
  var map = 0
  while map < outputStride {
    let gradientMap = map % gradientStride
    var sum = vector(biasGradient, at: map)
    var window = 0
    while window < windowCount {
      let gradient = vector(outputGradient, at: window &* gradientStride &+ gradientMap)
      let isPositive = vector(output, at: window &* outputStride &+ map) .> Vector()
      sum += Vector().replacing(with: gradient, where: isPositive)
      window &+= 1
    }
    store(sum, biasGradient, at: map)
    map &+= lanes
  }
}

/// Adds to `inputGradient` what the gradient at the pooled output says about the input.
///
/// The maps of a pooled position are sorted by the window that won, so that each of the four
/// windows is read and written once.
///
/// - Parameters: as of ``convolutionInputGradient``, and:
///   - places, listed: room for `4 * outputMaps` numbers each.
///   - rowsRoom: for ``slackOfRoom`` numbers more than `weights` has.
///   - gradientRoom: for ``slackOfRoom`` numbers more than `inputGradient` has.
///   - inputCount: how many numbers of the input all windows cover.
/// - Shapes: as in ``pooledConvolutionWeightGradient``.
@inline(never)
public func pooledConvolutionInputGradient(
  output: UnsafePointer<Float>, winners: UnsafePointer<Int32>,
  outputGradient: UnsafePointer<Float>, branches: Int, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int, corners: UnsafePointer<Int32>,
  segments: UnsafePointer<Int32>, segmentCount: Int, weights: UnsafePointer<Float>,
  places: UnsafeMutablePointer<Int32>, listed: UnsafeMutablePointer<Float>,
  rowsRoom: UnsafeMutablePointer<Float>, gradientRoom: UnsafeMutablePointer<Float>,
  inputGradient: UnsafeMutablePointer<Float>, inputCount: Int
) {
  let rowLength = segmentCount &* lanes
  let rows = alignedCopy(weights, count: outputMaps &* rowLength, in: rowsRoom)
  let sums = alignedStart(gradientRoom)
  let dx = sums + (vectorsPerWalk &+ 1) &* lanes
  fill(0, count: inputCount &+ lanes, output: dx)
  let gradientStride = outputStride / branches
  var window = 0
  while window < windowCount {
    let place = window &* outputStride
    var lists = FourLists(places: places, gradients: listed, capacity: outputMaps)
    var map = 0
    while map < outputMaps {
      listMaps(
        outputGradient + window &* gradientStride, count: min(gradientStride, outputMaps &- map),
        output: output + (place &+ map), winners: winners + (place &+ map),
        firstRow: map &* rowLength, rowLength: rowLength, in: &lists)
      map &+= gradientStride
    }
    let target = dx + Int(windows[window])
    var corner = 0
    while corner < 4 {
      addListedRows(
        lists[corner], rows, segments: segments, segmentCount: segmentCount, sums: sums,
        to: target + Int(corners[corner]))
      corner &+= 1
    }
    window &+= 1
  }
  addVectors(dx, count: inputCount, to: inputGradient)
}

/// Sorts the maps of one branch by the window that won.
@inline(never)
private func listMaps(
  _ gradient: UnsafePointer<Float>, count: Int, output: UnsafePointer<Float>,
  winners: UnsafePointer<Int32>, firstRow: Int, rowLength: Int, in lists: inout FourLists
) {
  var longer = lists
  var row = firstRow
  var map = 0
  while map < count {
    longer.append(
      gradient[map], at: Int32(truncatingIfNeeded: row),
      to: Int(truncatingIfNeeded: winners[map]), if: output[map] > 0)
    row &+= rowLength
    map &+= 1
  }
  lists = longer
}

/// Four lists of gradients side by side, of at most 65,535 entries each.
private struct FourLists {
  let places: UnsafeMutablePointer<Int32>
  let gradients: UnsafeMutablePointer<Float>
  let capacity: Int
  /// Sixteen bits for each list: a number in a register is counted up faster than four in memory.
  private var counts: UInt64 = 0

  @inline(__always)
  init(
    places: UnsafeMutablePointer<Int32>, gradients: UnsafeMutablePointer<Float>, capacity: Int
  ) {
    (self.places, self.gradients, self.capacity) = (places, gradients, capacity)
  }

  @inline(__always)
  subscript(list: Int) -> GradientList {
    GradientList(
      places: places + list &* capacity, gradients: gradients + list &* capacity,
      count: count(list))
  }

  /// Appends a gradient to a list if it counts; without a branch.
  @inline(__always)
  mutating func append(_ gradient: Float, at place: Int32, to list: Int, if counts: Bool) {
    let slot = list &* capacity &+ count(list)
    gradients[slot] = gradient
    places[slot] = place
    self.counts &+= (counts ? 1 : 0) &<< UInt64(truncatingIfNeeded: list &* 16)
  }

  @inline(__always)
  private func count(_ list: Int) -> Int {
    Int(truncatingIfNeeded: counts &>> UInt64(truncatingIfNeeded: list &* 16) & 0xFFFF)
  }
}
