// LeNet-5's subsampling, eight maps at a time: memory, windows and taps are those of
// Convolution.swift.

/// The sum of each window, times the map's coefficient, plus the map's bias.
///
/// `y[p, c] = k[c] * (sum over t of x[windows[p] + taps[t] + c]) + b[c]`
///
/// - Shapes: `coefficients` and `bias` `[8 * mapVectors]`, `output`
///   `[windowCount, 8 * mapVectors]`.
/// - Source: LeCun et al. (1998), section II.B, layer S2.
@inline(never)
public func subsampling(
  _ input: UnsafePointer<Float>, windows: UnsafePointer<Int32>, windowCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, mapVectors: Int,
  coefficients: UnsafePointer<Float>, bias: UnsafePointer<Float>,
  output: UnsafeMutablePointer<Float>
) {
  var target = 0
  var window = 0
  while window < windowCount {
    let start = input + Int(windows[window])
    var map = 0
    while map < mapVectors &* lanes {
      var y = vector(bias, at: map)
      addProduct(sum(start + map, taps, tapCount), vector(coefficients, at: map), to: &y)
      store(y, output, at: target)
      target &+= lanes
      map &+= lanes
    }
    window &+= 1
  }
}

/// Adds what the gradient at the output says about the input.
///
/// `dx[windows[p] + taps[t] + c] += k[c] dy[p, c]`. With squared coefficients and second
/// derivatives in place of gradients it carries second derivatives back.
@inline(never)
public func subsamplingInputGradient(
  _ outputGradient: UnsafePointer<Float>, windows: UnsafePointer<Int32>, windowCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, mapVectors: Int,
  coefficients: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
) {
  var source = 0
  var window = 0
  while window < windowCount {
    let start = inputGradient + Int(windows[window])
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
    window &+= 1
  }
}

/// Adds what the gradient at the output says about the coefficients and biases.
///
/// `dk[c] += sum over p of dy[p, c] * (sum of window p)`, `db[c] += sum over p of dy[p, c]`
@inline(never)
public func subsamplingParameterGradient(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
  windows: UnsafePointer<Int32>, windowCount: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  mapVectors: Int, coefficientGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>
) {
  let stride = mapVectors &* lanes
  var map = 0
  while map < stride {
    var ofCoefficient = vector(coefficientGradient, at: map)
    var ofBias = vector(biasGradient, at: map)
    var window = 0
    while window < windowCount {
      let gradient = vector(outputGradient, at: window &* stride &+ map)
      let total = sum(input + Int(windows[window]) + map, taps, tapCount)
      addProduct(gradient, total, to: &ofCoefficient)
      ofBias += gradient
      window &+= 1
    }
    store(ofCoefficient, coefficientGradient, at: map)
    store(ofBias, biasGradient, at: map)
    map &+= lanes
  }
}

/// Adds what second derivatives at the output say about those of coefficients and biases.
///
/// `d2k[c] += sum over p of d2y[p, c] * (sum of window p)^2`, `d2b[c] += sum over p of d2y[p, c]`
@inline(never)
public func subsamplingParameterCurvature(
  _ input: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>,
  windows: UnsafePointer<Int32>, windowCount: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  mapVectors: Int, coefficientCurvature: UnsafeMutablePointer<Float>,
  biasCurvature: UnsafeMutablePointer<Float>
) {
  let stride = mapVectors &* lanes
  var map = 0
  while map < stride {
    var ofCoefficient = vector(coefficientCurvature, at: map)
    var ofBias = vector(biasCurvature, at: map)
    var window = 0
    while window < windowCount {
      let curvature = vector(outputCurvature, at: window &* stride &+ map)
      let total = sum(input + Int(windows[window]) + map, taps, tapCount)
      addProduct(curvature * total, total, to: &ofCoefficient)
      ofBias += curvature
      window &+= 1
    }
    store(ofCoefficient, coefficientCurvature, at: map)
    store(ofBias, biasCurvature, at: map)
    map &+= lanes
  }
}

/// The sum of one window in eight maps.
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
