// Column pairs: the forward pass of layers of at most eight maps, which would leave half of a panel
// empty.
//
// Each panel holds the maps twice, the second time one column further right: two neighbouring
// patches are one patch that is a column wider, with the weights twice, once for each half, zero
// in the column that the half does not see:
//
//     a row of the kernel   a b c d e        weights of the first half    a b c d e 0
//     a row of the patch    1 2 3 4 5 6      weights of the second half   0 a b c d e
//
// With a kernel of 5x5 that is 30 multiply-adds of panels in place of 50 of half panels.
//
// Tried and given up: leaving out patches that see nothing but background, a third of all. Finding
// them takes as long as half of what it saves. With AVX-512 fourteen patches in a row, for which
// each pixel is spread over a register once, are a quarter faster, but the network as a whole only
// by a fortieth.

/// As ``pooledConvolution``, for at most eight maps.
///
/// - Shapes: taps are those of a patch one column wider, `weights` `[taps, 16]`, `bias` `[8]`, `output`
///   and `winners` `[patches, 8]`.
/// - Complexity: `2 * patches * taps` multiply-adds of panels.
@inline(never)
func pooledColumnPairs(_ operands: PooledConvolutionOperands, _ memory: Memory) {
  let (input, patches) = (memory[operands.input], memory.patches(operands.patches))
  let (output, winners) = (memory[operands.output], memory.places(operands.winners))
  let (weights, nextRow) = (memory[operands.weights], Int(operands.nextRow))
  let bias = vector(memory[operands.bias], at: 0)
  let pairBias = Panel(lowHalf: bias, highHalf: bias)
  var patch = 0
  while patch < patches.count {
    let last = patches.count &- 1 &- patch
    let x = input + Int(patches.starts[patch])
    let y = input + Int(patches.starts[patch &+ min(1, last)])
    let z = input + Int(patches.starts[patch &+ min(2, last)])
    let w = input + Int(patches.starts[patch &+ min(3, last)])
    let sums = panelSums(
      EightPatches(
        a: x, b: x + nextRow, c: y, d: y + nextRow, e: z, f: z + nextRow, g: w, h: w + nextRow),
      patches, weights: weights, bias: pairBias)
    let place = patch &* lanes
    storeLargest(sums.a, sums.b, output, winners, at: place)
    if last >= 1 { storeLargest(sums.c, sums.d, output, winners, at: place &+ lanes) }
    if last >= 2 { storeLargest(sums.e, sums.f, output, winners, at: place &+ 2 &* lanes) }
    if last >= 3 { storeLargest(sums.g, sums.h, output, winners, at: place &+ 3 &* lanes) }
    patch &+= 4
  }
}

/// Stores what a pooled position chooses from the pairs of two rows.
@inline(__always)
private func storeLargest(
  _ upper: Panel, _ lower: Panel, _ output: UnsafeMutablePointer<Float>,
  _ winners: UnsafeMutablePointer<Int32>, at place: Int
) {
  storeLargest(
    upper.lowHalf, upper.highHalf, lower.lowHalf, lower.highHalf, output, winners, at: place)
}
