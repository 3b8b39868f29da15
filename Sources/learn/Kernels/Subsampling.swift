// LeNet-5's subsampling, eight maps at a time: memory, patches and taps are those of
// Convolution.swift.

/// The sum of each patch, times the map's coefficient, plus the map's bias.
///
/// `y[p, c] = k[c] * (sum over t of x[patches[p] + taps[t] + c]) + b[c]`
///
/// - Shapes: `coefficients` and `bias` `[8 * mapVectors]`, `output`
///   `[patchCount, 8 * mapVectors]`.
/// - Source: LeCun et al. (1998), section II.B, layer S2.
@inline(never)
func subsampling(
  _ input: UnsafePointer<Float>, patches: UnsafePointer<Int32>, patchCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, mapVectors: Int,
  coefficients: UnsafePointer<Float>, bias: UnsafePointer<Float>,
  output: UnsafeMutablePointer<Float>
) {
  var target = 0
  var patch = 0
  while patch < patchCount {
    let start = input + Int(patches[patch])
    var map = 0
    while map < mapVectors &* lanes {
      var y = vector(bias, at: map)
      addProduct(sum(start + map, taps, tapCount), vector(coefficients, at: map), to: &y)
      store(y, output, at: target)
      target &+= lanes
      map &+= lanes
    }
    patch &+= 1
  }
}

/// Adds what the gradient at the output says about the input.
///
/// `dx[patches[p] + taps[t] + c] += k[c] dy[p, c]`. With squared coefficients and second
/// derivatives in place of gradients it carries second derivatives back.
@inline(never)
func subsamplingInputGradient(
  _ outputGradient: UnsafePointer<Float>, patches: UnsafePointer<Int32>, patchCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, mapVectors: Int,
  coefficients: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
) {
  var source = 0
  var patch = 0
  while patch < patchCount {
    let start = inputGradient + Int(patches[patch])
    var map = 0
    while map < mapVectors &* lanes {
      let gradient = vector(outputGradient, at: source) * vector(coefficients, at: map)
      var tap = 0
      while tap < tapCount {
        let place = Int(taps[tap]) &+ map
        store(vector(start, at: place) + gradient, start, at: place)
        tap &+= 1
      }
      source &+= lanes
      map &+= lanes
    }
    patch &+= 1
  }
}

/// Adds what the gradient at the output says about the coefficients and biases.
///
/// `dk[c] += sum over p of dy[p, c] * (sum of patch p)`, `db[c] += sum over p of dy[p, c]`
@inline(never)
func subsamplingParameterGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
  patches: UnsafePointer<Int32>, patchCount: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  mapVectors: Int, coefficientGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  let stride = mapVectors &* lanes
  var map = 0
  while map < stride {
    var ofCoefficient = vector(coefficientGradient, at: map)
    var ofBias = vector(biasGradient, at: map)
    var patch = 0
    while patch < patchCount {
      let gradient = vector(outputGradient, at: patch &* stride &+ map)
      let total = sum(input + Int(patches[patch]) + map, taps, tapCount)
      addProduct(gradient, total, to: &ofCoefficient)
      ofBias += gradient
      patch &+= 1
    }
    store(ofCoefficient, coefficientGradient, at: map)
    store(ofBias, biasGradient, at: map)
    map &+= lanes
  }
}

/// Adds what second derivatives at the output say about those of coefficients and biases.
///
/// `d2k[c] += sum over p of d2y[p, c] * (sum of patch p)^2`, `d2b[c] += sum over p of d2y[p, c]`
@inline(never)
func subsamplingParameterCurvature(
  _ input: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>,
  patches: UnsafePointer<Int32>, patchCount: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  mapVectors: Int, coefficientCurvature: UnsafeMutablePointer<Float>,
  biasCurvature: UnsafeMutablePointer<Float>
) {
  let stride = mapVectors &* lanes
  var map = 0
  while map < stride {
    var ofCoefficient = vector(coefficientCurvature, at: map)
    var ofBias = vector(biasCurvature, at: map)
    var patch = 0
    while patch < patchCount {
      let curvature = vector(outputCurvature, at: patch &* stride &+ map)
      let total = sum(input + Int(patches[patch]) + map, taps, tapCount)
      addProduct(curvature * total, total, to: &ofCoefficient)
      ofBias += curvature
      patch &+= 1
    }
    store(ofCoefficient, coefficientCurvature, at: map)
    store(ofBias, biasCurvature, at: map)
    map &+= lanes
  }
}

/// The sum of one patch in eight maps.
@inline(__always)
private func sum(
  _ start: UnsafePointer<Float>, _ taps: UnsafePointer<Int32>, _ tapCount: Int
) -> Vector {
  var sum = Vector()
  var tap = 0
  while tap < tapCount {
    sum += vector(start, at: Int(taps[tap]))
    tap &+= 1
  }
  return sum
}
