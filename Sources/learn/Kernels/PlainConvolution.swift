// The convolution and its two gradients as the textbook writes them: seven nested loops over
// images stored map by map. The fast kernels are checked against these.
//
// A fully connected layer is the same with every input as a map of a single pixel, and 1x1 kernels:
// `y[o] = b[o] + sum over c of w[o, c] x[c]`.

/// A convolution: each output pixel is a weighted sum of a window of every input map.
///
/// `y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i + u, j + v]`
///
/// - Shapes: `input` `[patterns, maps, height, width]`,
///   `weights` `[outputMaps, maps, kernelHeight, kernelWidth]`, `bias` `[outputMaps]`, `output`
///   `[patterns, outputMaps, height - kernelHeight + 1, width - kernelWidth + 1]`.
/// - Source: LeCun et al. (1998), section II.A.
@inline(never)
func plainConvolution(
  _ input: UnsafePointer<Float>, patterns: Int, maps: Int, height: Int, width: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, outputMaps: Int,
  kernelHeight: Int, kernelWidth: Int, output: UnsafeMutablePointer<Float>
) {
  let outputHeight = height - kernelHeight + 1
  let outputWidth = width - kernelWidth + 1
  for pattern in 0..<patterns {
    for map in 0..<outputMaps {
      for row in 0..<outputHeight {
        for column in 0..<outputWidth {
          var sum = bias[map]
          for inputMap in 0..<maps {
            for u in 0..<kernelHeight {
              for v in 0..<kernelWidth {
                let x = ((pattern * maps + inputMap) * height + row + u) * width + column + v
                let w = ((map * maps + inputMap) * kernelHeight + u) * kernelWidth + v
                sum += weights[w] * input[x]
              }
            }
          }
          let y = ((pattern * outputMaps + map) * outputHeight + row) * outputWidth + column
          output[y] = sum
        }
      }
    }
  }
}

/// What the loss's gradient at a convolution's output says about its input, added to
/// `inputGradient`.
///
/// `dx[n, c, i + u, j + v] += sum over o of w[o, c, u, v] dy[n, o, i, j]`
///
/// - Shapes: as ``plainConvolution``; each gradient has the shape of what it belongs to.
@inline(never)
func plainConvolutionInputGradient(
  _ outputGradient: UnsafePointer<Float>, patterns: Int, maps: Int, height: Int, width: Int,
  weights: UnsafePointer<Float>, outputMaps: Int, kernelHeight: Int, kernelWidth: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  let outputHeight = height - kernelHeight + 1
  let outputWidth = width - kernelWidth + 1
  for pattern in 0..<patterns {
    for map in 0..<outputMaps {
      for row in 0..<outputHeight {
        for column in 0..<outputWidth {
          let y = ((pattern * outputMaps + map) * outputHeight + row) * outputWidth + column
          for inputMap in 0..<maps {
            for u in 0..<kernelHeight {
              for v in 0..<kernelWidth {
                let x = ((pattern * maps + inputMap) * height + row + u) * width + column + v
                let w = ((map * maps + inputMap) * kernelHeight + u) * kernelWidth + v
                inputGradient[x] += weights[w] * outputGradient[y]
              }
            }
          }
        }
      }
    }
  }
}

/// What the loss's gradient at a convolution's output says about its weights and biases, added
/// to `weightGradient` and `biasGradient`.
///
/// `dw[o, c, u, v] += sum over n, i, j of dy[n, o, i, j] x[n, c, i + u, j + v]`,
/// `db[o] += sum over n, i, j of dy[n, o, i, j]`
///
/// - Shapes: as ``plainConvolution``; each gradient has the shape of what it belongs to.
@inline(never)
func plainConvolutionWeightGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, patterns: Int, maps: Int,
  height: Int, width: Int, outputMaps: Int, kernelHeight: Int, kernelWidth: Int,
  weightGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>
) {
  let outputHeight = height - kernelHeight + 1
  let outputWidth = width - kernelWidth + 1
  for pattern in 0..<patterns {
    for map in 0..<outputMaps {
      for row in 0..<outputHeight {
        for column in 0..<outputWidth {
          let y = ((pattern * outputMaps + map) * outputHeight + row) * outputWidth + column
          biasGradient[map] += outputGradient[y]
          for inputMap in 0..<maps {
            for u in 0..<kernelHeight {
              for v in 0..<kernelWidth {
                let x = ((pattern * maps + inputMap) * height + row + u) * width + column + v
                let w = ((map * maps + inputMap) * kernelHeight + u) * kernelWidth + v
                weightGradient[w] += outputGradient[y] * input[x]
              }
            }
          }
        }
      }
    }
  }
}
