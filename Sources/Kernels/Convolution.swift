// The fast convolution, forward.
//
// Memory is channels-last: at each position of an image the maps stand side by side, padded to
// whole vectors. A lane is an output map, so one vector holds eight maps of one output position.
//
// Two tables of offsets say what is summed, and thereby make one kernel serve every size of
// kernel, any connection table and the fully connected layer:
// * `windows[p]` is where the window of output position p starts in the input;
// * `taps[t]` is where input number t of a window lies, counted from the window's start.
//
// So `y[p, o] = b[o] + sum over t of w[t, o] x[windows[p] + taps[t]]`.

/// A convolution of all windows, eight output maps at a time.
///
/// The maps are taken in panels of two vectors, and the positions in tiles of six: the twelve
/// sums of a tile, two vectors of weights and one input fill 15 of the 16 registers. Each weight
/// loaded serves six positions and each input two vectors, so that the multiply-adds, not the
/// loads, set the pace. Tiles of 4x3 spill one sum to memory and run at half the speed.
///
/// - Shapes: `weights` panel after panel, each `[tapCount, 16]` (the last one `[tapCount, 8]` if
///   the number of vectors is odd), zero for maps that are not there; `bias`
///   `[8 * outputVectors]`; `output` `[windowCount, 8 * outputVectors]`.
/// - Complexity: `windowCount * tapCount * outputVectors` multiply-adds of vectors.
@inline(never)
public func convolution(
  _ input: UnsafePointer<Float>, windows: UnsafePointer<Int32>, windowCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>, outputVectors: Int, output: UnsafeMutablePointer<Float>
) {
  let outputStride = lanes &* outputVectors
  var first = 0
  while first < outputVectors {
    let panel = weights + first &* lanes &* tapCount
    let panelBias = bias + first &* lanes
    let panelOutput = output + first &* lanes
    let isPair = first &+ 1 < outputVectors
    var window = 0
    while window &+ 6 <= windowCount {
      let target = panelOutput + window &* outputStride
      if isPair {
        sixByTwo(
          input, windows + window, taps, tapCount, panel, panelBias, target, outputStride)
      } else {
        sixByOne(
          input, windows + window, taps, tapCount, panel, panelBias, target, outputStride)
      }
      window &+= 6
    }
    while window < windowCount {
      let target = panelOutput + window &* outputStride
      let start = input + Int(windows[window])
      if isPair {
        oneByTwo(start, taps, tapCount, panel, panelBias, target)
      } else {
        oneByOne(start, taps, tapCount, panel, panelBias, target)
      }
      window &+= 1
    }
    first &+= 2
  }
}

/// Six positions, two vectors of maps: the kernel inside the kernel.
@inline(__always)
private func sixByTwo(
  _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ taps: UnsafePointer<Int32>,
  _ tapCount: Int, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let x0 = input + Int(windows[0])
  let x1 = input + Int(windows[1])
  let x2 = input + Int(windows[2])
  let x3 = input + Int(windows[3])
  let x4 = input + Int(windows[4])
  let x5 = input + Int(windows[5])
  let (left, right) = (vector(bias, at: 0), vector(bias, at: lanes))
  var (left0, left1, left2, left3, left4, left5) = (left, left, left, left, left, left)
  var (right0, right1, right2, right3, right4, right5) = (right, right, right, right, right, right)
  var w = weights
  var tap = 0
  while tap < tapCount {
    let offset = Int(taps[tap])
    let wLeft = vector(w, at: 0)
    let wRight = vector(w, at: lanes)
    let a = everyLane(x0[offset])
    addProduct(a, wLeft, to: &left0)
    addProduct(a, wRight, to: &right0)
    let b = everyLane(x1[offset])
    addProduct(b, wLeft, to: &left1)
    addProduct(b, wRight, to: &right1)
    let c = everyLane(x2[offset])
    addProduct(c, wLeft, to: &left2)
    addProduct(c, wRight, to: &right2)
    let d = everyLane(x3[offset])
    addProduct(d, wLeft, to: &left3)
    addProduct(d, wRight, to: &right3)
    let e = everyLane(x4[offset])
    addProduct(e, wLeft, to: &left4)
    addProduct(e, wRight, to: &right4)
    let f = everyLane(x5[offset])
    addProduct(f, wLeft, to: &left5)
    addProduct(f, wRight, to: &right5)
    w += 2 &* lanes
    tap &+= 1
  }
  var y = output
  store(left0, y, at: 0)
  store(right0, y, at: lanes)
  y += outputStride
  store(left1, y, at: 0)
  store(right1, y, at: lanes)
  y += outputStride
  store(left2, y, at: 0)
  store(right2, y, at: lanes)
  y += outputStride
  store(left3, y, at: 0)
  store(right3, y, at: lanes)
  y += outputStride
  store(left4, y, at: 0)
  store(right4, y, at: lanes)
  y += outputStride
  store(left5, y, at: 0)
  store(right5, y, at: lanes)
}

/// Six positions, the one vector of maps that is left over.
@inline(__always)
private func sixByOne(
  _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ taps: UnsafePointer<Int32>,
  _ tapCount: Int, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let x0 = input + Int(windows[0])
  let x1 = input + Int(windows[1])
  let x2 = input + Int(windows[2])
  let x3 = input + Int(windows[3])
  let x4 = input + Int(windows[4])
  let x5 = input + Int(windows[5])
  let start = vector(bias, at: 0)
  var (sum0, sum1, sum2, sum3, sum4, sum5) = (start, start, start, start, start, start)
  var tap = 0
  while tap < tapCount {
    let offset = Int(taps[tap])
    let w = vector(weights, at: tap &* lanes)
    addProduct(everyLane(x0[offset]), w, to: &sum0)
    addProduct(everyLane(x1[offset]), w, to: &sum1)
    addProduct(everyLane(x2[offset]), w, to: &sum2)
    addProduct(everyLane(x3[offset]), w, to: &sum3)
    addProduct(everyLane(x4[offset]), w, to: &sum4)
    addProduct(everyLane(x5[offset]), w, to: &sum5)
    tap &+= 1
  }
  store(sum0, output, at: 0)
  store(sum1, output, at: outputStride)
  store(sum2, output, at: 2 &* outputStride)
  store(sum3, output, at: 3 &* outputStride)
  store(sum4, output, at: 4 &* outputStride)
  store(sum5, output, at: 5 &* outputStride)
}

/// One position that is left over, two vectors of maps.
@inline(__always)
private func oneByTwo(
  _ x: UnsafePointer<Float>, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
  _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<Float>
) {
  var left = vector(bias, at: 0)
  var right = vector(bias, at: lanes)
  var w = weights
  var tap = 0
  while tap < tapCount {
    let a = everyLane(x[Int(taps[tap])])
    addProduct(a, vector(w, at: 0), to: &left)
    addProduct(a, vector(w, at: lanes), to: &right)
    w += 2 &* lanes
    tap &+= 1
  }
  store(left, output, at: 0)
  store(right, output, at: lanes)
}

/// One position and one vector of maps that are left over.
@inline(__always)
private func oneByOne(
  _ x: UnsafePointer<Float>, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
  _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<Float>
) {
  var sum = vector(bias, at: 0)
  var tap = 0
  while tap < tapCount {
    addProduct(everyLane(x[Int(taps[tap])]), vector(weights, at: tap &* lanes), to: &sum)
    tap &+= 1
  }
  store(sum, output, at: 0)
}
