// Bytes become floats.

/// Eight bytes side by side.
private typealias Bytes = SIMD8<UInt8>

/// `y = scale x + offset`
@inline(never)
public func plainPixels(
  _ bytes: UnsafePointer<UInt8>, scale: Float, offset: Float, count: Int,
  output: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    output[i] = offset + scale * Float(bytes[i])
  }
}

/// ``plainPixels``, eight at a time, from and to a place within an array.
@inline(never)
public func pixels(
  _ bytes: UnsafePointer<UInt8>, from start: Int, scale: Float, offset: Float, count: Int,
  output: UnsafeMutablePointer<Float>, at place: Int
) {
  let (x, y) = (bytes + start, output + place)
  var i = 0
  while i &+ lanes <= count {
    let eight = UnsafeRawPointer(x + i).loadUnaligned(as: Bytes.self)
    store(offset + scale * Vector(IntegerVector(truncatingIfNeeded: eight)), y, at: i)
    i &+= lanes
  }
  plainPixels(x + i, scale: scale, offset: offset, count: count &- i, output: y + i)
}
