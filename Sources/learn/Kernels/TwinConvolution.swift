// Twins: the forward pass of layers of at most eight maps, which would leave half of a panel empty.
//
// Each panel holds the maps twice, the second time one column further right: two neighbouring
// windows are one window that is a column wider, with the weights twice, once for each half, zero
// in the column that the half does not see. With a kernel of 5x5 that is 30 multiply-adds of
// panels in place of 50 of half panels.
//
// Tried and given up: leaving out windows that see nothing but background, a third of all. Finding
// them takes as long as half of what it saves. With AVX-512 fourteen windows in a row, for which
// each pixel is spread over a register once, are a quarter faster, but the network as a whole only
// by a fortieth.

/// As ``pooledConvolution``, for at most eight maps.
///
/// - Parameters:
///   - nextRow: how far a window lies from the one above it.
///   - taps: those of a window one column wider.
/// - Shapes: `weights` `[tapCount, 16]`, `bias` `[8]`, `output` and `winners` `[windowCount, 8]`.
/// - Complexity: `2 * windowCount * tapCount` multiply-adds of panels.
@inline(never)
public func twinPooledConvolution(
  _ input: UnsafePointer<Float>, windows: UnsafePointer<Int32>, windowCount: Int, nextRow: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
  winners: UnsafeMutablePointer<Int32>
) {
  let twinBias = Panel(lowHalf: vector(bias, at: 0), highHalf: vector(bias, at: 0))
  var window = 0
  while window < windowCount {
    let last = windowCount &- 1 &- window
    let x = input + Int(windows[window])
    let y = input + Int(windows[window &+ min(1, last)])
    let z = input + Int(windows[window &+ min(2, last)])
    let w = input + Int(windows[window &+ min(3, last)])
    let sums = panelSums(
      EightWindows(
        a: x, b: x + nextRow, c: y, d: y + nextRow, e: z, f: z + nextRow, g: w, h: w + nextRow),
      taps: taps, tapCount: tapCount, weights: weights, bias: twinBias)
    let place = window &* lanes
    storeLargest(sums.a, sums.b, output, winners, at: place)
    if last >= 1 { storeLargest(sums.c, sums.d, output, winners, at: place &+ lanes) }
    if last >= 2 { storeLargest(sums.e, sums.f, output, winners, at: place &+ 2 &* lanes) }
    if last >= 3 { storeLargest(sums.g, sums.h, output, winners, at: place &+ 3 &* lanes) }
    window &+= 4
  }
}

/// Stores what a pooled position chooses from the twins of two rows.
@inline(__always)
private func storeLargest(
  _ upper: Panel, _ lower: Panel, _ output: UnsafeMutablePointer<Float>,
  _ winners: UnsafeMutablePointer<Int32>, at place: Int
) {
  storeLargest(
    upper.lowHalf, upper.highHalf, lower.lowHalf, lower.highHalf, output, winners, at: place)
}
