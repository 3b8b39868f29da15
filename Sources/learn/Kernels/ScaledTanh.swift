// The squashing function of LeNet-5, a hyperbolic tangent scaled so that f(1) = 1, f(-1) = -1.

/// A, the value that the function never reaches.
private let amplitude: Float = 1.7159

/// S, which makes the slope at zero A S, a little above one.
private let slope: Float = 2 / 3

/// `y = A tanh(S x)` with A = 1.7159 and S = 2/3.
///
/// Within 6 units in the last place, see ``squashed(_:)``.
///
/// - Source: LeCun et al. (1998), section II.B and appendix A.
@inline(never)
func plainScaledTanh(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    output[i] = squashed(Wide(repeating: input[i]))[0]
  }
}

/// `dx += dy f'`, where `f' = S / A (A + y) (A - y)`.
@inline(never)
func plainScaledTanhGradient(
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
func plainScaledTanhCurvature(
  _ output: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>, count: Int,
  inputCurvature: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    let f = slopeOfScaledTanh(output[i])
    inputCurvature[i] += outputCurvature[i] * f * f
  }
}

/// ``plainScaledTanh``, a register of numbers at a time.
@inline(never)
func scaledTanh(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    store(squashed(wide(input, at: i)), output, at: i)
    i &+= wideLanes
  }
  guard count >= wideLanes else {
    plainScaledTanh(input, count: count, output: output)
    return
  }
  // The last register again, which ends where the numbers end.
  let last = count &- wideLanes
  store(squashed(wide(input, at: last)), output, at: last)
}

/// ``plainScaledTanhGradient``, a register of numbers at a time.
@inline(never)
func scaledTanhGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, count: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let f = slopeOfScaledTanh(wide(output, at: i))
    let sum = wide(inputGradient, at: i) + wide(outputGradient, at: i) * f
    store(sum, inputGradient, at: i)
    i &+= wideLanes
  }
  plainScaledTanhGradient(
    output + i, outputGradient: outputGradient + i, count: count &- i,
    inputGradient: inputGradient + i)
}

/// ``plainScaledTanhCurvature``, a register of numbers at a time.
@inline(never)
func scaledTanhCurvature(
  _ output: UnsafePointer<Float>, outputCurvature: UnsafePointer<Float>, count: Int,
  inputCurvature: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let f = slopeOfScaledTanh(wide(output, at: i))
    let sum = wide(inputCurvature, at: i) + wide(outputCurvature, at: i) * f * f
    store(sum, inputCurvature, at: i)
    i &+= wideLanes
  }
  plainScaledTanhCurvature(
    output + i, outputCurvature: outputCurvature + i, count: count &- i,
    inputCurvature: inputCurvature + i)
}

/// `A tanh(S x) = x P(x^2) / Q(x^2)` in each lane, never beyond A.
///
/// The polynomials of degree four are those whose largest relative error from -13 to 13 is
/// smallest, a quarter of a unit in the last place; rounding makes it up to 4.5 units, or 5.6 where
/// products are rounded before they are added. From 13 on the result is A.
///
/// Tried and given up: `A - 2 A / (e^(2 S x) + 1)` takes twice as long and loses the last digits of
/// small numbers.
@inline(__always)
private func squashed(_ x: Wide) -> Wide {
  // A number that is none stays what it is: comparisons with it are false.
  let limited = x.replacing(with: 13, where: x .> 13).replacing(with: -13, where: x .< -13)
  let z = limited * limited
  var p = Wide(repeating: 6.232_348_23e-10)
  p = multiplyAdd(p, z, 2.112_975_12e-6)
  p = multiplyAdd(p, z, 7.957_252_16e-4)
  p = multiplyAdd(p, z, 6.814_170_17e-2)
  p = multiplyAdd(p, z, 1.143_933_32)
  var q = Wide(repeating: 3.130_410_63e-8)
  q = multiplyAdd(q, z, 2.921_855_31e-5)
  q = multiplyAdd(q, z, 5.130_931_69e-3)
  q = multiplyAdd(q, z, 2.077_159_89e-1)
  q = multiplyAdd(q, z, 1)
  let y = limited * p / q
  return y.replacing(with: Wide(repeating: amplitude), where: y .> amplitude)
    .replacing(with: Wide(repeating: -amplitude), where: y .< -amplitude)
}

/// `x y + c`
@inline(__always)
private func multiplyAdd(_ x: Wide, _ y: Wide, _ c: Float) -> Wide {
  var sum = Wide(repeating: c)
  addProduct(x, y, to: &sum)
  return sum
}

@inline(__always)
private func slopeOfScaledTanh(_ y: Float) -> Float {
  slope / amplitude * (amplitude + y) * (amplitude - y)
}

@inline(__always)
private func slopeOfScaledTanh(_ y: Wide) -> Wide {
  slope / amplitude * (amplitude + y) * (amplitude - y)
}
