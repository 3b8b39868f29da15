// The fast convolution, forward.
//
// Memory is channels-last: at each position of an image the maps stand side by side, padded to
// whole vectors of eight. Two tables of offsets say what is summed, and thereby make one kernel serve
// every size of kernel, any connection table and the fully connected layer:
//
//     input, 3 x 4 positions        a patch of 2x2 positions, from its start
//     a b c d                       taps[0] = 0       taps[1] = to the right
//     e f g h                       taps[2] = below   taps[3] = below, to the right
//     i j k l
//
//     starts[0] = a, starts[1] = b, ...: where the patch of each output position begins
//
// So `y[p, o] = b[o] + sum over t of w[t, o] x[starts[p] + taps[t]]`. Sums of sixteen output maps are
// one panel; PatchSums.swift makes those of eight patches at a time.

public typealias ConvolutionOperands = (
  input: Region, patches: Patches, weights: Region, bias: Region, outputVectors: Int32,
  output: Region
)

/// A convolution of all patches, eight patches and sixteen output maps at a time.
///
/// - Shapes: `weights` panel after panel, each `[taps, 16]`, zero for maps that are not there; `bias`
///   `[panels, 16]`; `output` `[patches, 8 * outputVectors]`.
/// - Complexity: `patches * taps * outputVectors` multiply-adds of vectors.
@inline(never)
func convolution(_ operands: ConvolutionOperands, _ memory: Memory) {
  let (input, patches) = (memory[operands.input], memory.patches(operands.patches))
  let (weights, bias) = (memory[operands.weights], memory[operands.bias])
  let (output, stride) = (memory[operands.output], lanes &* Int(operands.outputVectors))
  var map = 0
  while map < stride {
    let (isPair, isWhole) = (stride &- map >= 32, stride &- map > 8)
    var patch = 0
    while patch < patches.count {
      let last = patches.count &- 1 &- patch
      let (first, second) = sums(
        of: eightPatches(input, patches.starts + patch, last: last), isPairOfPanels: isPair,
        patches,
        weights: weights + map &* patches.tapCount, bias: bias + map)
      let target = output + (patch &* stride &+ map)
      store(first, isWhole: isWhole, through: last, target, stride: stride)
      if isPair { store(second, isWhole: true, through: last, target + 16, stride: stride) }
      patch &+= 8
    }
    map &+= isPair ? 32 : 16
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
