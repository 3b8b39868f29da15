// Numbers where loads are fastest.
//
// A load that crosses from one line of the cache, 64 bytes, to the next takes twice as long, and
// an array may begin anywhere. What a kernel reads or writes many times is kept for that while at a
// multiple of 64 bytes, in room that the caller provides. Where that begins depends on the array: a
// copy of it would hold the same numbers at other places.

/// How many numbers more than it will hold a piece of room needs: 15 for the way to the first place,
/// and the rest for whole vectors that reach past the end.
public let slackOfRoom = 32

/// The first place in some room whose address is a multiple of 64.
@inline(__always)
func alignedStart(_ room: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
  UnsafeMutableRawPointer(room).alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Float.self)
}

@inline(__always)
func alignedStart(_ room: UnsafePointer<Float>) -> UnsafePointer<Float> {
  UnsafeRawPointer(room).alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Float.self)
}
