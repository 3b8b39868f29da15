// Numbers where loads are fastest.
//
// A load that crosses from one line of the cache, 64 bytes, to the next takes twice as long, and
// an array may begin anywhere. What a kernel reads or writes many times is moved for that while to
// a multiple of 64 bytes, in room that the caller provides.

/// How many numbers more than it will hold a piece of room needs.
public let slackOfRoom = 160

/// The first place in some room whose address is a multiple of 64.
@inline(__always)
func alignedStart(_ room: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
  UnsafeMutableRawPointer(room).alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Float.self)
}

/// Numbers copied to aligned room.
///
/// - Parameters:
///   - count: rounded up to whole vectors.
///   - room: for ``slackOfRoom`` numbers more.
@inline(__always)
func alignedCopy(
  _ numbers: UnsafePointer<Float>, count: Int, in room: UnsafeMutablePointer<Float>
) -> UnsafePointer<Float> {
  let aligned = alignedStart(room)
  var i = 0
  while i < count {
    store(vector(numbers, at: i), aligned, at: i)
    i &+= lanes
  }
  return UnsafePointer(aligned)
}
