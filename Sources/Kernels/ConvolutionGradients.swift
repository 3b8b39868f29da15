// The fast gradients of the convolution.
//
// Behind ReLU and 2x2 max-pooling at most one output position in four has a gradient that is
// not zero. Both kernels therefore first list the gradients that are not zero, without a
// branch, and then work through the list; where nothing is zero they are plain dense loops.
//
// Here a lane is an input map (or, in a single-map image, a column): the numbers of a window are
// covered by `segments`, five vectors at a time, whose five sums stay in registers.
// `segments[s]` is where vector s lies, counted from the window's start; a row of weights is the
// window's weights in the same order, zero in lanes that belong to no input.

/// How many vectors of a window are worked on at a time.
private let segmentsPerGroup = 5

/// Adds to `weightGradient` and `biasGradient` what the gradient at the output says about them.
///
/// `dw[o, s] += sum over p of dy[p, o] x[windows[p] + segments[s]]`
///
/// Each output map lists its gradients in blocks of `listCapacity` windows. The list is walked
/// in pairs with two sets of sums: one set alone would wait for each addition to finish.
///
/// - Parameters:
///   - segmentCount: a multiple of five.
///   - listedWindows, listedGradients: room for `listCapacity + 1` numbers each.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weightGradient`
///   `[outputMaps, 8 * segmentCount]`, `biasGradient` `[outputMaps]`.
/// - Complexity: one multiply-add of vectors for each segment and each gradient that is not zero.
@inline(never)
public func convolutionWeightGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, outputStride: Int,
  outputMaps: Int, windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int,
  listedWindows: UnsafeMutablePointer<Int32>, listedGradients: UnsafeMutablePointer<Float>,
  listCapacity: Int, weightGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  var block = 0
  while block < windowCount {
    let end = min(block &+ listCapacity, windowCount)
    var map = 0
    while map < outputMaps {
      var count = 0
      var total: Float = 0
      var window = block
      while window < end {
        let gradient = outputGradient[window &* outputStride &+ map]
        listedGradients[count] = gradient
        listedWindows[count] = windows[window]
        total += gradient
        count &+= gradient != 0 ? 1 : 0
        window &+= 1
      }
      biasGradient[map] += total
      // A last pair of one gradient gets a partner that adds zero.
      listedGradients[count] = 0
      listedWindows[count] = count > 0 ? listedWindows[0] : 0

      let row = weightGradient + map &* segmentCount &* lanes
      var segment = 0
      while segment < segmentCount {
        addListedWindows(
          input, listedWindows, listedGradients, count, segments + segment,
          row + segment &* lanes)
        segment &+= segmentsPerGroup
      }
      map &+= 1
    }
    block = end
  }
}

/// Adds the listed windows of the input, each times its gradient, to five vectors of a row.
@inline(__always)
private func addListedWindows(
  _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>,
  _ gradients: UnsafePointer<Float>, _ count: Int, _ segments: UnsafePointer<Int32>,
  _ row: UnsafeMutablePointer<Float>
) {
  let (s0, s1, s2) = (Int(segments[0]), Int(segments[1]), Int(segments[2]))
  let (s3, s4) = (Int(segments[3]), Int(segments[4]))
  var (a0, a1, a2, a3, a4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var (b0, b1, b2, b3, b4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var entry = 0
  while entry < count {
    let x = input + Int(windows[entry])
    let g = everyLane(gradients[entry])
    addProduct(g, vector(x, at: s0), to: &a0)
    addProduct(g, vector(x, at: s1), to: &a1)
    addProduct(g, vector(x, at: s2), to: &a2)
    addProduct(g, vector(x, at: s3), to: &a3)
    addProduct(g, vector(x, at: s4), to: &a4)
    let partner = input + Int(windows[entry &+ 1])
    let h = everyLane(gradients[entry &+ 1])
    addProduct(h, vector(partner, at: s0), to: &b0)
    addProduct(h, vector(partner, at: s1), to: &b1)
    addProduct(h, vector(partner, at: s2), to: &b2)
    addProduct(h, vector(partner, at: s3), to: &b3)
    addProduct(h, vector(partner, at: s4), to: &b4)
    entry &+= 2
  }
  add(a0 + b0, to: row, at: 0)
  add(a1 + b1, to: row, at: lanes)
  add(a2 + b2, to: row, at: 2 &* lanes)
  add(a3 + b3, to: row, at: 3 &* lanes)
  add(a4 + b4, to: row, at: 4 &* lanes)
}

/// Adds to `inputGradient` what the gradient at the output says about the input.
///
/// `dx[windows[p] + segments[s]] += sum over o of dy[p, o] w[o, s]`
///
/// - Parameters:
///   - segmentCount: a multiple of five.
///   - listedMaps, listedGradients: room for `outputMaps + 1` numbers each.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weights`
///   `[outputMaps, 8 * segmentCount]`.
/// - Complexity: one multiply-add of vectors for each segment and each gradient that is not zero.
@inline(never)
public func convolutionInputGradient(
  _ outputGradient: UnsafePointer<Float>, outputStride: Int, outputMaps: Int,
  windows: UnsafePointer<Int32>, windowCount: Int,
  segments: UnsafePointer<Int32>, segmentCount: Int, weights: UnsafePointer<Float>,
  listedMaps: UnsafeMutablePointer<Int32>, listedGradients: UnsafeMutablePointer<Float>,
  inputGradient: UnsafeMutablePointer<Float>
) {
  let rowLength = segmentCount &* lanes
  var window = 0
  while window < windowCount {
    let gradients = outputGradient + window &* outputStride
    var count = 0
    var map = 0
    while map < outputMaps {
      listedGradients[count] = gradients[map]
      listedMaps[count] = Int32(truncatingIfNeeded: map)
      count &+= gradients[map] != 0 ? 1 : 0
      map &+= 1
    }
    if count > 0 {
      // A last pair of one gradient gets a partner that adds zero.
      listedGradients[count] = 0
      listedMaps[count] = listedMaps[0]
      let target = inputGradient + Int(windows[window])
      var segment = 0
      while segment < segmentCount {
        addListedRows(
          weights + segment &* lanes, rowLength, listedMaps, listedGradients, count,
          segments + segment, target)
        segment &+= segmentsPerGroup
      }
    }
    window &+= 1
  }
}

/// Adds five vectors of the listed rows of weights, each times its gradient, to a window.
@inline(__always)
private func addListedRows(
  _ weights: UnsafePointer<Float>, _ rowLength: Int, _ maps: UnsafePointer<Int32>,
  _ gradients: UnsafePointer<Float>, _ count: Int, _ segments: UnsafePointer<Int32>,
  _ target: UnsafeMutablePointer<Float>
) {
  var (a0, a1, a2, a3, a4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var (b0, b1, b2, b3, b4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var entry = 0
  while entry < count {
    let w = weights + Int(maps[entry]) &* rowLength
    let g = everyLane(gradients[entry])
    addProduct(g, vector(w, at: 0), to: &a0)
    addProduct(g, vector(w, at: lanes), to: &a1)
    addProduct(g, vector(w, at: 2 &* lanes), to: &a2)
    addProduct(g, vector(w, at: 3 &* lanes), to: &a3)
    addProduct(g, vector(w, at: 4 &* lanes), to: &a4)
    let partner = weights + Int(maps[entry &+ 1]) &* rowLength
    let h = everyLane(gradients[entry &+ 1])
    addProduct(h, vector(partner, at: 0), to: &b0)
    addProduct(h, vector(partner, at: lanes), to: &b1)
    addProduct(h, vector(partner, at: 2 &* lanes), to: &b2)
    addProduct(h, vector(partner, at: 3 &* lanes), to: &b3)
    addProduct(h, vector(partner, at: 4 &* lanes), to: &b4)
    entry &+= 2
  }
  // One after the other, because vectors of a narrow image reach into one another.
  add(a0 + b0, to: target, at: Int(segments[0]))
  add(a1 + b1, to: target, at: Int(segments[1]))
  add(a2 + b2, to: target, at: Int(segments[2]))
  add(a3 + b3, to: target, at: Int(segments[3]))
  add(a4 + b4, to: target, at: Int(segments[4]))
}

@inline(__always)
private func add(_ sum: Vector, to numbers: UnsafeMutablePointer<Float>, at index: Int) {
  store(vector(numbers, at: index) + sum, numbers, at: index)
}
