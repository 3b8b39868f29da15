// The squashing function of LeNet-5, a hyperbolic tangent scaled so that f(1) = 1, f(-1) = -1.

/// A, the value that the function never passes.
private let amplitude: Float = 1.7159

/// S, which makes the slope at zero A S, a little above one.
private let slope: Float = 2 / 3

/// `y = A tanh(S x)` with A = 1.7159 and S = 2/3.
///
/// - Source: LeCun et al. (1998), section II.B and appendix A.
@inline(never)
func scaledTanh(_ operands: ElementwiseOperands, _ memory: Memory) {
  let (x, y) = (memory[operands.input], memory[operands.output])
  for i in 0..<Int(operands.count) { y[i] = squashed(x[i]) }
}

/// `dx += dy f'`, where `f' = S / A (A + y) (A - y)`.
@inline(never)
func scaledTanhGradient(_ operands: SlopeOperands, _ memory: Memory) {
  let (y, dy) = (memory[operands.output], memory[operands.outputGradient])
  let dx = memory[operands.inputGradient]
  for i in 0..<Int(operands.count) { dx[i] += dy[i] * slopeOfScaledTanh(y[i]) }
}

/// `d2x += d2y f'^2`, the second derivatives without the term of f''.
///
/// - Source: LeCun et al. (1998), appendix C, equation 24.
@inline(never)
func scaledTanhCurvature(_ operands: SlopeOperands, _ memory: Memory) {
  let (y, d2y) = (memory[operands.output], memory[operands.outputGradient])
  let d2x = memory[operands.inputGradient]
  for i in 0..<Int(operands.count) {
    let f = slopeOfScaledTanh(y[i])
    d2x[i] += d2y[i] * f * f
  }
}

/// `A tanh(S x) = x P(x^2) / Q(x^2)`, within 6 units in the last place.
///
/// The polynomials of degree four are those whose largest relative error from -13 to 13 is
/// smallest, a quarter of a unit in the last place; rounding makes it up to 4.5 units, or 5.6 where
/// products are rounded before they are added. From 13 on the result is A.
///
/// Tried and given up: `A - 2 A / (e^(2 S x) + 1)` takes twice as long and loses the last digits of
/// small numbers.
@inline(__always)
private func squashed(_ x: Float) -> Float {
  // A number that is none stays what it is: comparisons with it are false.
  let limited: Float = x > 13 ? 13 : x < -13 ? -13 : x
  let z = limited * limited
  var p: Float = 6.232_348_23e-10
  p = multiplyAdd(p, z, 2.112_975_12e-6)
  p = multiplyAdd(p, z, 7.957_252_16e-4)
  p = multiplyAdd(p, z, 6.814_170_17e-2)
  p = multiplyAdd(p, z, 1.143_933_32)
  var q: Float = 3.130_410_63e-8
  q = multiplyAdd(q, z, 2.921_855_31e-5)
  q = multiplyAdd(q, z, 5.130_931_69e-3)
  q = multiplyAdd(q, z, 2.077_159_89e-1)
  q = multiplyAdd(q, z, 1)
  let y = limited * p / q
  return y > amplitude ? amplitude : y < -amplitude ? -amplitude : y
}

@inline(__always)
private func slopeOfScaledTanh(_ y: Float) -> Float {
  slope / amplitude * (amplitude + y) * (amplitude - y)
}
