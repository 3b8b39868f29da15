// A convolution, ReLU and 2x2 max-pooling as one kernel: what the convolution computes is pooled
// while it is still in registers and never reaches memory.
//
// Memory, patches and taps are those of Convolution.swift, but here `patches[p]` is the patch of
// the first of the four positions that pooled position p chooses from:
//
//     position 0   position 1       1 is `nextColumn` numbers from 0, 2 is `nextRow` from it, and 3
//     position 2   position 3       is both; `corner(k)` is how far the patch of position k lies

/// The largest of the sums of four patches in each map, or zero, and which patch it was.
///
/// `y[p, o] = max(0, max over k of (b[o] + sum over t of w[t, o] x[patches[p] + corner(k) +
/// taps[t]]))`; of equal sums the first wins.
///
/// - Shapes: `patches` `[patchCount]`, `weights` and `bias` as in
///   ``convolution``, `output` and `winners` `[patchCount, 8 * outputVectors]`.
/// - Complexity: `4 * patchCount * tapCount * outputVectors` multiply-adds of vectors.
@inline(never)
func pooledConvolution(
  _ input: UnsafePointer<Float>, patches: UnsafePointer<Int32>, patchCount: Int,
  nextColumn: Int, nextRow: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, outputVectors: Int,
  output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<Int32>
) {
  let (k1, k2, k3) = (nextColumn, nextRow, nextRow &+ nextColumn)
  let stride = lanes &* outputVectors
  var map = 0
  while map < stride {
    let maps = mapsOfTile(stride &- map)
    let tileWeights = weights + map &* tapCount
    var patch = 0
    while patch < patchCount {
      let isPair = patch &+ 1 < patchCount
      let x = input + Int(patches[patch])
      let next = input + Int(patches[isPair ? patch &+ 1 : patch])
      let (first, second) = sums(
        of: EightPatches(
          a: x, b: x + k1, c: x + k2, d: x + k3, e: next, f: next + k1, g: next + k2,
          h: next + k3),
        maps: maps, taps: taps, tapCount: tapCount, weights: tileWeights, bias: bias + map)
      let place = patch &* stride &+ map
      storeLargest(
        first, isWhole: maps > 8, isPair: isPair, output, winners, at: place, stride: stride)
      if maps > 16 {
        storeLargest(
          second, isWhole: true, isPair: isPair, output, winners, at: place &+ 16,
          stride: stride)
      }
      patch &+= 2
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
func branchSum(
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
