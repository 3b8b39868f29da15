// The squashing function of LeNet-5, a hyperbolic tangent scaled so that f(1) = 1, f(-1) = -1.

/// A, the value that the function never reaches.
private let amplitude: Float = 1.7159

/// S, which makes the slope at zero A S, a little above one.
private let slope: Float = 2 / 3

/// `y = A tanh(S x)` with A = 1.7159 and S = 2/3.
///
/// Computed as `A - 2 A / (e^(2 S x) + 1)`.
///
/// - Source: LeCun et al. (1998), section II.B and appendix A.
@inline(never)
public func plainScaledTanh(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    output[i] = amplitude - 2 * amplitude / (exponential(2 * slope * input[i]) + 1)
  }
}

/// `dx += dy f'`, where `f' = S / A (A + y) (A - y)`.
@inline(never)
public func plainScaledTanhGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, count: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    inputGradient[i] += outputGradient[i] * slopeOfScaledTanh(output[i])
  }
}

/// `d2x += d2y f'^2`, the second derivatives without the term of f''.
///
/// - Source: LeCun et al. (1998), appendix C, equation 24.
@inline(never)
public func plainScaledTanhCurvature(
  _ output: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>, count: Int,
  inputCurvature: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    let f = slopeOfScaledTanh(output[i])
    inputCurvature[i] += outputCurvature[i] * f * f
  }
}

/// ``plainScaledTanh``, eight numbers at a time.
@inline(never)
public func scaledTanh(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let power = exponential(2 * slope * vector(input, at: i))
    store(amplitude - 2 * amplitude / (power + 1), output, at: i)
    i &+= lanes
  }
  plainScaledTanh(input + i, count: count &- i, output: output + i)
}

/// ``plainScaledTanhGradient``, eight numbers at a time.
@inline(never)
public func scaledTanhGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, count: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let f = slopeOfScaledTanh(vector(output, at: i))
    let sum = vector(inputGradient, at: i) + vector(outputGradient, at: i) * f
    store(sum, inputGradient, at: i)
    i &+= lanes
  }
  plainScaledTanhGradient(
    output + i, outputGradient: outputGradient + i, count: count &- i,
    inputGradient: inputGradient + i)
}

/// ``plainScaledTanhCurvature``, eight numbers at a time.
@inline(never)
public func scaledTanhCurvature(
  _ output: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>, count: Int,
  inputCurvature: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let f = slopeOfScaledTanh(vector(output, at: i))
    let sum = vector(inputCurvature, at: i) + vector(outputCurvature, at: i) * f * f
    store(sum, inputCurvature, at: i)
    i &+= lanes
  }
  plainScaledTanhCurvature(
    output + i, outputCurvature: outputCurvature + i, count: count &- i,
    inputCurvature: inputCurvature + i)
}

@inline(__always)
private func slopeOfScaledTanh(_ y: Float) -> Float {
  slope / amplitude * (amplitude + y) * (amplitude - y)
}

@inline(__always)
private func slopeOfScaledTanh(_ y: Vector) -> Vector {
  slope / amplitude * (amplitude + y) * (amplitude - y)
}
