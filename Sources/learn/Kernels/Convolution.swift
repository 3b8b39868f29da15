// The fast convolution, forward.
//
// Memory is channels-last: at each position of an image the maps stand side by side, padded to
// whole vectors of eight.
//
// Two tables of offsets say what is summed, and thereby make one kernel serve every size of
// kernel, any connection table and the fully connected layer:
// * `patches[p]` is where the patch of output position p starts in the input;
// * `taps[t]` is where input number t of a patch lies, counted from the patch's start.
//
// So `y[p, o] = b[o] + sum over t of w[t, o] x[patches[p] + taps[t]]`.

/// A convolution of all patches, eight patches and sixteen output maps at a time.
///
/// - Shapes: `weights` panel after panel, each `[tapCount, 16]` (the last one `[tapCount, 8]` if
///   the number of vectors is odd), zero for maps that are not there; `bias`
///   `[8 * outputVectors]`; `output` `[patchCount, 8 * outputVectors]`.
/// - Complexity: `patchCount * tapCount * outputVectors` multiply-adds of vectors.
@inline(never)
func convolution(
  _ input: UnsafePointer<Float>, patches: UnsafePointer<Int32>, patchCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>, outputVectors: Int, output: UnsafeMutablePointer<Float>
) {
  let stride = lanes &* outputVectors
  var map = 0
  while map < stride {
    let maps = mapsOfTile(stride &- map)
    let tileWeights = weights + map &* tapCount
    var patch = 0
    while patch < patchCount {
      let last = patchCount &- 1 &- patch
      let (first, second) = sums(
        of: eightPatches(input, patches + patch, last: last), maps: maps, taps: taps,
        tapCount: tapCount, weights: tileWeights, bias: bias + map)
      let target = output + (patch &* stride &+ map)
      store(first, isWhole: maps > 8, through: last, target, stride: stride)
      if maps > 16 { store(second, isWhole: true, through: last, target + 16, stride: stride) }
      patch &+= 8
    }
    map &+= maps
  }
}

/// Eight patches in a row; those after the last one are the last one again.
@inline(__always)
private func eightPatches(
  _ input: UnsafePointer<Float>, _ patches: UnsafePointer<Int32>, last: Int
) -> EightPatches {
  EightPatches(
    a: input + Int(patches[0]), b: input + Int(patches[min(1, last)]),
    c: input + Int(patches[min(2, last)]), d: input + Int(patches[min(3, last)]),
    e: input + Int(patches[min(4, last)]), f: input + Int(patches[min(5, last)]),
    g: input + Int(patches[min(6, last)]), h: input + Int(patches[min(7, last)]))
}

/// Stores the sums of eight patches, or of those up to the last one.
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
