// A convolution, ReLU and 2x2 max-pooling as one kernel: what the convolution computes is pooled
// while it is still in registers and never reaches memory.
//
// Memory, windows and taps are those of Convolution.swift, but here `windows[p]` is the window of
// the first of the four positions that pooled position p chooses from; `corners[k]` is how far
// the window of position k lies from it.

/// The largest of the sums of four windows in each map, or zero, and which window it was.
///
/// `y[p, o] = max(0, max over k of (b[o] + sum over t of w[t, o] x[windows[p] + corners[k] +
/// taps[t]]))`; of equal sums the first wins.
///
/// - Shapes: `windows` `[windowCount]`, `corners` `[4]`, `weights` and `bias` as in
///   ``convolution``, `output` and `winners` `[windowCount, 8 * outputVectors]`.
/// - Complexity: `4 * windowCount * tapCount * outputVectors` multiply-adds of vectors.
@inline(never)
public func pooledConvolution(
  _ input: UnsafePointer<Float>, windows: UnsafePointer<Int32>, windowCount: Int,
  corners: UnsafePointer<Int32>, taps: UnsafePointer<Int32>, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, outputVectors: Int,
  output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<Int32>
) {
  let (k1, k2, k3) = (Int(corners[1]), Int(corners[2]), Int(corners[3]))
  let stride = lanes &* outputVectors
  var map = 0
  while map < stride {
    let maps = mapsOfTile(stride &- map)
    let tileWeights = weights + map &* tapCount
    var window = 0
    while window < windowCount {
      let isPair = window &+ 1 < windowCount
      let x = input + Int(windows[window])
      let next = input + Int(windows[isPair ? window &+ 1 : window])
      let (first, second) = sums(
        of: EightWindows(
          a: x, b: x + k1, c: x + k2, d: x + k3, e: next, f: next + k1, g: next + k2,
          h: next + k3),
        maps: maps, taps: taps, tapCount: tapCount, weights: tileWeights, bias: bias + map)
      let place = window &* stride &+ map
      storeLargest(
        first, isWhole: maps > 8, isPair: isPair, output, winners, at: place, stride: stride)
      if maps > 16 {
        storeLargest(
          second, isWhole: true, isPair: isPair, output, winners, at: place &+ 16,
          stride: stride)
      }
      window &+= 2
    }
    map &+= maps
  }
}

/// Stores what two pooled positions, or the first of them, choose from eight sums.
@inline(__always)
private func storeLargest(
  _ sums: EightSums, isWhole: Bool, isPair: Bool,
  _ output: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<Int32>,
  at place: Int, stride: Int
) {
  storeLargest(sums.a, sums.b, sums.c, sums.d, isWhole: isWhole, output, winners, at: place)
  guard isPair else { return }
  storeLargest(
    sums.e, sums.f, sums.g, sums.h, isWhole: isWhole, output, winners, at: place &+ stride)
}

/// Stores the largest of four panels of sums in each lane, or zero, and which of the four it was.
@inline(__always)
private func storeLargest(
  _ a: Panel, _ b: Panel, _ c: Panel, _ d: Panel, isWhole: Bool,
  _ output: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<Int32>, at place: Int
) {
  storeLargest(a.lowHalf, b.lowHalf, c.lowHalf, d.lowHalf, output, winners, at: place)
  guard isWhole else { return }
  storeLargest(
    a.highHalf, b.highHalf, c.highHalf, d.highHalf, output, winners, at: place &+ lanes)
}

// By halves, because comparisons of whole panels are taken apart and put together again.
@inline(__always)
func storeLargest(
  _ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector,
  _ output: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<Int32>, at place: Int
) {
  var (best, winner) = (a, IntegerVector())
  let bWins = b .> best
  best.replace(with: b, where: bWins)
  winner.replace(with: IntegerVector(repeating: 1), where: bWins)
  let cWins = c .> best
  best.replace(with: c, where: cWins)
  winner.replace(with: IntegerVector(repeating: 2), where: cWins)
  let dWins = d .> best
  best.replace(with: d, where: dWins)
  winner.replace(with: IntegerVector(repeating: 3), where: dWins)
  best.replace(with: Vector(), where: best .< Vector())
  store(best, output, at: place)
  UnsafeMutableRawPointer(winners + place).storeBytes(of: winner, as: IntegerVector.self)
}

/// Adds the branches of each position: `y[p, c] = sum over k of x[p, k, c]`.
///
/// - Shapes: `input` `[count, branches, stride]`, `output` `[count, stride]`; `stride` is a
///   multiple of 8.
@inline(never)
public func branchSum(
  _ input: UnsafePointer<Float>, count: Int, branches: Int, stride: Int,
  output: UnsafeMutablePointer<Float>
) {
  var position = 0
  while position < count {
    let x = input + position &* branches &* stride
    var map = 0
    while map < stride {
      var sum = vector(x, at: map)
      var branch = 1
      while branch < branches {
        sum += vector(x, at: branch &* stride &+ map)
        branch &+= 1
      }
      store(sum, output, at: position &* stride &+ map)
      map &+= lanes
    }
    position &+= 1
  }
}
