// The fast convolution, forward.
//
// Memory is channels-last: at each position of an image the maps stand side by side, padded to
// whole vectors of eight.
//
// Two tables of offsets say what is summed, and thereby make one kernel serve every size of
// kernel, any connection table and the fully connected layer:
// * `windows[p]` is where the window of output position p starts in the input;
// * `taps[t]` is where input number t of a window lies, counted from the window's start.
//
// So `y[p, o] = b[o] + sum over t of w[t, o] x[windows[p] + taps[t]]`.

/// A convolution of all windows, eight windows and sixteen output maps at a time.
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
  let stride = lanes &* outputVectors
  var map = 0
  while map < stride {
    let maps = mapsOfTile(stride &- map)
    let tileWeights = weights + map &* tapCount
    var window = 0
    while window < windowCount {
      let last = windowCount &- 1 &- window
      let (first, second) = sums(
        of: eightWindows(input, windows + window, last: last), maps: maps, taps: taps,
        tapCount: tapCount, weights: tileWeights, bias: bias + map)
      let target = output + (window &* stride &+ map)
      store(first, isWhole: maps > 8, through: last, target, stride: stride)
      if maps > 16 { store(second, isWhole: true, through: last, target + 16, stride: stride) }
      window &+= 8
    }
    map &+= maps
  }
}

/// Eight windows in a row; those after the last one are the last one again.
@inline(__always)
private func eightWindows(
  _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, last: Int
) -> EightWindows {
  EightWindows(
    a: input + Int(windows[0]), b: input + Int(windows[min(1, last)]),
    c: input + Int(windows[min(2, last)]), d: input + Int(windows[min(3, last)]),
    e: input + Int(windows[min(4, last)]), f: input + Int(windows[min(5, last)]),
    g: input + Int(windows[min(6, last)]), h: input + Int(windows[min(7, last)]))
}

/// Stores the sums of eight windows, or of those up to the last one.
@inline(__always)
private func store(
  _ sums: EightSums, isWhole: Bool, through last: Int,
  _ output: UnsafeMutablePointer<Float>, stride: Int
) {
  store(sums.a, isWhole: isWhole, output, at: 0)
  guard last >= 1 else { return }
  store(sums.b, isWhole: isWhole, output, at: stride)
  guard last >= 2 else { return }
  store(sums.c, isWhole: isWhole, output, at: 2 &* stride)
  guard last >= 3 else { return }
  store(sums.d, isWhole: isWhole, output, at: 3 &* stride)
  guard last >= 4 else { return }
  store(sums.e, isWhole: isWhole, output, at: 4 &* stride)
  guard last >= 5 else { return }
  store(sums.f, isWhole: isWhole, output, at: 5 &* stride)
  guard last >= 6 else { return }
  store(sums.g, isWhole: isWhole, output, at: 6 &* stride)
  guard last >= 7 else { return }
  store(sums.h, isWhole: isWhole, output, at: 7 &* stride)
}
