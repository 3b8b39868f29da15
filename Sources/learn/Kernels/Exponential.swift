// The exponential and the logarithm, since this module may not import the C library.

/// `e^x` in each lane, within 2 units in the last place; 0 below -87, the largest result at 88.
///
/// `e^x = 2^n e^r` with a whole n and `|r| <= ln 2 / 2`, where seven terms of the Taylor series
/// are as exact as a float.
///
/// - Source: Cody and Waite, *Software Manual for the Elementary Functions*, 1980, chapter 6.
@inline(__always)
func exponential(_ x: Vector) -> Vector {
  let limited = x.replacing(with: 88, where: x .> 88).replacing(with: -87, where: x .< -87)
  // Adding 1.5 * 2^23 leaves no room for a fraction: n stands in the sum's lowest bits.
  let shift = everyLane(0x1.8p23)
  let shifted = limited * 1.442_695_04 + shift
  let n = shifted - shift
  // ln 2 in two parts, the first exact in few bits, so that n times it is exact.
  let r = limited - n * 0.693_359_375 + n * 2.121_944_4e-4
  var series = everyLane(1 / 5040)
  series = series * r + 1 / 720
  series = series * r + 1 / 120
  series = series * r + 1 / 24
  series = series * r + 1 / 6
  series = series * r + 0.5
  series = series * r + 1
  series = series * r + 1
  // A float's exponent stands 23 bits up, with 127 added.
  let exponent = (unsafeBitCast(shifted, to: IntegerVector.self) &+ 127) &<< 23
  let result = series * unsafeBitCast(exponent, to: Vector.self)
  return result.replacing(with: Vector(), where: x .< -87)
}

/// `e^x`, as ``exponential(_:)-Vector`` has it.
@inline(__always)
func exponential(_ x: Float) -> Float { exponential(everyLane(x))[0] }

/// The natural logarithm of a positive, finite, normal number.
///
/// Halley's iteration on `e^y = x`, which triples the right digits, from a straight line through
/// the number's own exponent.
@inline(__always)
func logarithm(_ x: Float) -> Float {
  let bits = Float(Int32(bitPattern: x.bitPattern) &- 0x3F80_0000)
  var y = bits * (0.693_147_18 / 0x1p23)
  var step = 0
  while step < 2 {
    let power = exponential(y)
    y += 2 * (x - power) / (x + power)
    step &+= 1
  }
  return y
}
