// Bytes become floats.

/// Eight bytes side by side.
private typealias Bytes = SIMD8<UInt8>

/// `y = scale x + offset`
@inline(never)
func plainPixels(
  _ bytes: UnsafePointer<UInt8>, scale: Float, offset: Float, count: Int,
  output: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    output[i] = offset + scale * Float(bytes[i])
  }
}

/// ``plainPixels``, eight at a time.
@inline(never)
func pixels(
  _ bytes: UnsafePointer<UInt8>, scale: Float, offset: Float, count: Int,
  output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let eight = UnsafeRawPointer(bytes + i).loadUnaligned(as: Bytes.self)
    store(offset + scale * Vector(IntegerVector(truncatingIfNeeded: eight)), output, at: i)
    i &+= lanes
  }
  plainPixels(
    bytes + i, scale: scale, offset: offset, count: count &- i, output: output + i)
}
