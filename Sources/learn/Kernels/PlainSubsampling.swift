// LeNet-5's subsampling as the textbook writes it, for images stored map by map.

/// The sum of each window, times the map's coefficient, plus the map's bias.
///
/// `y[n, c, i, j] = k[c] * (sum over u, v of x[n, c, s i + u, s j + v]) + b[c]`, s the side of the
/// window. Rows and columns that fill no window are left out.
///
/// - Shapes: `input` `[patterns, maps, height, width]`, `coefficients` and `bias` `[maps]`,
///   `output` `[patterns, maps, height / window, width / window]`.
/// - Source: LeCun et al. (1998), section II.B, layer S2.
@inline(never)
func plainSubsampling(
  _ input: UnsafePointer<Float>, patterns: Int, maps: Int, height: Int, width: Int, window: Int,
  coefficients: UnsafePointer<Float>, bias: UnsafePointer<Float>,
  output: UnsafeMutablePointer<Float>
) {
  let outputHeight = height / window
  let outputWidth = width / window
  for image in 0..<patterns * maps {
    for row in 0..<outputHeight {
      for column in 0..<outputWidth {
        var sum: Float = 0
        for u in 0..<window {
          for v in 0..<window {
            sum += input[(image * height + row * window + u) * width + column * window + v]
          }
        }
        let y = (image * outputHeight + row) * outputWidth + column
        output[y] = coefficients[image % maps] * sum + bias[image % maps]
      }
    }
  }
}

/// The gradients of ``plainSubsampling``, added to the three arrays that receive them.
///
/// `dx[n, c, s i + u, s j + v] += k[c] dy[n, c, i, j]`,
/// `dk[c] += sum over n, i, j of dy[n, c, i, j] * (sum of the window)`,
/// `db[c] += sum over n, i, j of dy[n, c, i, j]`
///
/// - Shapes: each gradient has the shape of what it belongs to.
@inline(never)
func plainSubsamplingGradients(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, patterns: Int, maps: Int,
  height: Int, width: Int, window: Int, coefficients: UnsafePointer<Float>,
  inputGradient: UnsafeMutablePointer<Float>,
  coefficientGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>
) {
  let outputHeight = height / window
  let outputWidth = width / window
  for image in 0..<patterns * maps {
    let map = image % maps
    for row in 0..<outputHeight {
      for column in 0..<outputWidth {
        let gradient = outputGradient[(image * outputHeight + row) * outputWidth + column]
        biasGradient[map] += gradient
        for u in 0..<window {
          for v in 0..<window {
            let x = (image * height + row * window + u) * width + column * window + v
            inputGradient[x] += coefficients[map] * gradient
            coefficientGradient[map] += gradient * input[x]
          }
        }
      }
    }
  }
}

/// The second derivatives of ``plainSubsampling``, added to the three arrays that receive them.
///
/// `d2x[n, c, s i + u, s j + v] += k[c]^2 d2y[n, c, i, j]`,
/// `d2k[c] += sum over n, i, j of d2y[n, c, i, j] * (sum of the window)^2`,
/// `d2b[c] += sum over n, i, j of d2y[n, c, i, j]`
///
/// - Shapes: as of ``plainSubsamplingGradients``.
@inline(never)
func plainSubsamplingCurvatures(
  _ input: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>, patterns: Int, maps: Int,
  height: Int, width: Int, window: Int, coefficients: UnsafePointer<Float>,
  inputCurvature: UnsafeMutablePointer<Float>,
  coefficientCurvature: UnsafeMutablePointer<Float>, biasCurvature: UnsafeMutablePointer<Float>
) {
  let outputHeight = height / window
  let outputWidth = width / window
  for image in 0..<patterns * maps {
    let map = image % maps
    for row in 0..<outputHeight {
      for column in 0..<outputWidth {
        let curvature = outputCurvature[(image * outputHeight + row) * outputWidth + column]
        biasCurvature[map] += curvature
        var sum: Float = 0
        for u in 0..<window {
          for v in 0..<window {
            let x = (image * height + row * window + u) * width + column * window + v
            inputCurvature[x] += coefficients[map] * coefficients[map] * curvature
            sum += input[x]
          }
        }
        coefficientCurvature[map] += curvature * sum * sum
      }
    }
  }
}
