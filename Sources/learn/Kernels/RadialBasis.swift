// The output layer of LeNet-5: how far the units are from each class's code.

/// The squared distance of each pattern to each code.
///
/// `y[n, i] = sum over j of (x[n, j] - w[i, j])^2`
///
/// - Shapes: `input` `[patterns, inputStride]`, of which the first `units` columns count,
///   `codes` `[classes, units]`, `output` `[patterns, outputStride]`.
/// - Source: LeCun et al. (1998), section II.B, equation 7.
@inline(never)
func plainRadialBasis(
  _ input: UnsafePointer<Float>, patterns: Int, units: Int, inputStride: Int,
  codes: UnsafePointer<Float>, classes: Int, outputStride: Int,
  output: UnsafeMutablePointer<Float>
) {
  for pattern in 0..<patterns {
    for code in 0..<classes {
      var sum: Float = 0
      for j in 0..<units {
        let difference = input[pattern * inputStride + j] - codes[code * units + j]
        sum += difference * difference
      }
      output[pattern * outputStride + code] = sum
    }
  }
}

/// `dx[n, j] += sum over i of 2 dy[n, i] (x[n, j] - w[i, j])`
///
/// - Shapes: as ``plainRadialBasis``; a gradient has the shape of what it belongs to.
@inline(never)
func plainRadialBasisGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, patterns: Int, units: Int,
  inputStride: Int, codes: UnsafePointer<Float>, classes: Int, outputStride: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  for pattern in 0..<patterns {
    for code in 0..<classes {
      let gradient = 2 * outputGradient[pattern * outputStride + code]
      for j in 0..<units {
        let x = pattern * inputStride + j
        inputGradient[x] += gradient * (input[x] - codes[code * units + j])
      }
    }
  }
}

/// Carries second derivatives back to the input.
///
/// `d2x[n, j] += sum over i of d2y[n, i] (2 (x[n, j] - w[i, j]))^2 + 2 max(dy[n, i], 0)`. The second
/// term is there because the distance itself is curved; where the loss falls with a distance
/// the term would be negative, and is left out.
///
/// - Shapes: as ``plainRadialBasis``.
@inline(never)
func plainRadialBasisCurvature(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
  outputCurvature: UnsafePointer<Float>, patterns: Int, units: Int, inputStride: Int,
  codes: UnsafePointer<Float>, classes: Int, outputStride: Int,
  inputCurvature: UnsafeMutablePointer<Float>
) {
  for pattern in 0..<patterns {
    for code in 0..<classes {
      let y = pattern * outputStride + code
      let ownCurve = outputGradient[y] > 0 ? 2 * outputGradient[y] : 0
      for j in 0..<units {
        let x = pattern * inputStride + j
        let difference = 2 * (input[x] - codes[code * units + j])
        inputCurvature[x] += outputCurvature[y] * difference * difference + ownCurve
      }
    }
  }
}

/// ``plainRadialBasis``, eight units at a time.
@inline(never)
func radialBasis(
  _ input: UnsafePointer<Float>, patterns: Int, units: Int, inputStride: Int,
  codes: UnsafePointer<Float>, classes: Int, outputStride: Int,
  output: UnsafeMutablePointer<Float>
) {
  var pattern = 0
  while pattern < patterns {
    let x = input + pattern &* inputStride
    var code = 0
    while code < classes {
      let w = codes + code &* units
      var sums = Vector()
      var j = 0
      while j &+ lanes <= units {
        let difference = vector(x, at: j) - vector(w, at: j)
        addProduct(difference, difference, to: &sums)
        j &+= lanes
      }
      var sum = sums.sum()
      while j < units {
        sum += (x[j] - w[j]) * (x[j] - w[j])
        j &+= 1
      }
      output[pattern &* outputStride &+ code] = sum
      code &+= 1
    }
    pattern &+= 1
  }
}

/// ``plainRadialBasisGradient``, eight units at a time; classes without a gradient are skipped.
@inline(never)
func radialBasisGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, patterns: Int, units: Int,
  inputStride: Int, codes: UnsafePointer<Float>, classes: Int, outputStride: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  var pattern = 0
  while pattern < patterns {
    let x = input + pattern &* inputStride
    let target = inputGradient + pattern &* inputStride
    var code = 0
    while code < classes {
      let gradient = 2 * outputGradient[pattern &* outputStride &+ code]
      let w = codes + code &* units
      var j = gradient == 0 ? units : 0
      while j &+ lanes <= units {
        let difference = vector(x, at: j) - vector(w, at: j)
        store(vector(target, at: j) + gradient * difference, target, at: j)
        j &+= lanes
      }
      while j < units {
        target[j] += gradient * (x[j] - w[j])
        j &+= 1
      }
      code &+= 1
    }
    pattern &+= 1
  }
}
