// A convolution, ReLU and 2x2 max-pooling as one kernel: what the convolution computes is pooled
// while it is still in registers and never reaches memory.
//
// Memory, patches and taps are those of Convolution.swift, but here `starts[p]` is the patch of
// the first of the four positions that pooled position p chooses from:
//
//     position 0   position 1       1 is `nextColumn` numbers from 0, 2 is `nextRow` from it, and 3
//     position 2   position 3       is both; `corner(k)` is how far the patch of position k lies
//
// Two pooled positions are eight patches: a tile of PatchSums.swift.
//
// Source: the idea is known as operator fusion, as in Chen et al., *TVM: An Automated End-to-End
// Optimizing Compiler for Deep Learning*, 2018, arXiv:1802.04799, section 3.

public typealias PooledConvolutionOperands = (
  input: Region, patches: Patches, nextColumn: Int32, nextRow: Int32, weights: Region,
  bias: Region, outputVectors: Int32, output: Region, winners: Region
)

/// The largest of the sums of four patches in each map, or zero, and which patch it was.
///
/// `y[p, o] = max(0, max over k of (b[o] + sum over t of w[t, o] x[starts[p] + corner(k) +
/// taps[t]]))`; of equal sums the first wins.
///
/// - Shapes: `weights` and `bias` as in ``convolution``, `output` and `winners`
///   `[patches, 8 * outputVectors]`.
/// - Complexity: `4 * patches * taps * outputVectors` multiply-adds of vectors.
@inline(never)
func pooledConvolution(_ operands: PooledConvolutionOperands, _ memory: Memory) {
  let (input, patches) = (memory[operands.input], memory.patches(operands.patches))
  let (weights, bias) = (memory[operands.weights], memory[operands.bias])
  let (output, winners) = (memory[operands.output], memory.places(operands.winners))
  let (k1, k2) = (Int(operands.nextColumn), Int(operands.nextRow))
  let (k3, stride) = (k1 &+ k2, lanes &* Int(operands.outputVectors))
  var map = 0
  while map < stride {
    let (isWide, isWhole) = (stride &- map >= 32, stride &- map > 8)
    var patch = 0
    while patch < patches.count {
      let isPair = patch &+ 1 < patches.count
      let x = input + Int(patches.starts[patch])
      let next = input + Int(patches.starts[isPair ? patch &+ 1 : patch])
      let (first, second) = sums(
        of: EightPatches(
          a: x, b: x + k1, c: x + k2, d: x + k3, e: next, f: next + k1, g: next + k2,
          h: next + k3),
        isPairOfPanels: isWide, patches, weights: weights + map &* patches.tapCount,
        bias: bias + map)
      let place = patch &* stride &+ map
      storeLargest(
        first, isWhole: isWhole, isPair: isPair, output, winners, at: place, stride: stride)
      if isWide {
        storeLargest(
          second, isWhole: true, isPair: isPair, output, winners, at: place &+ 16,
          stride: stride)
      }
      patch &+= 2
    }
    map &+= isWide ? 32 : 16
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
  winner.replace(with: everyLane(integer: 1), where: bWins)
  let cWins = c .> best
  best.replace(with: c, where: cWins)
  winner.replace(with: everyLane(integer: 2), where: cWins)
  let dWins = d .> best
  best.replace(with: d, where: dWins)
  winner.replace(with: everyLane(integer: 3), where: dWins)
  best.replace(with: Vector(), where: best .< Vector())
  store(best, output, at: place)
  store(winner, winners, at: place)
}

public typealias BranchSumOperands = (
  input: Region, count: Int32, branches: Int32, stride: Int32, output: Region
)

/// Adds the branches of each position: `y[p, c] = sum over k of x[p, k, c]`.
///
/// - Shapes: `input` `[count, branches, stride]`, `output` `[count, stride]`; `stride` is a
///   multiple of 8.
@inline(never)
func branchSum(_ operands: BranchSumOperands, _ memory: Memory) {
  let (branches, stride) = (Int(operands.branches), Int(operands.stride))
  var (x, y) = (memory[operands.input], memory[operands.output])
  var left = operands.count
  while left > 0 {
    var map = 0
    while map < stride {
      var sum = vector(x, at: map)
      var branch = 1
      while branch < branches {
        sum += vector(x, at: branch &* stride &+ map)
        branch &+= 1
      }
      store(sum, y, at: map)
      map &+= lanes
    }
    x += branches &* stride
    y += stride
    left &-= 1
  }
}
