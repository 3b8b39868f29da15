// Eight floats side by side: what the fast kernels compute with.
//
// Every file in this folder is compiled twice, for any processor and for those with AVX2 and
// FMA. Only pointers, Int, Int32 and Float cross the border of the module, and nothing here is
// generic: a generic function would be emitted once for both builds, with the instructions of
// either.

/// Eight floats, one in each lane.
typealias Vector = SIMD8<Float>

/// Eight whole numbers, one in each lane.
typealias IntegerVector = SIMD8<Int32>

/// How many numbers a vector holds.
let lanes = 8

@inline(__always)
func vector(_ numbers: UnsafePointer<Float>, at index: Int) -> Vector {
  UnsafeRawPointer(numbers + index).loadUnaligned(as: Vector.self)
}

@inline(__always)
func vector(_ numbers: UnsafeMutablePointer<Float>, at index: Int) -> Vector {
  UnsafeRawPointer(numbers + index).loadUnaligned(as: Vector.self)
}

@inline(__always)
func store(_ value: Vector, _ numbers: UnsafeMutablePointer<Float>, at index: Int) {
  UnsafeMutableRawPointer(numbers + index).storeBytes(of: value, as: Vector.self)
}

/// Adds `x * weights` to a sum, in one instruction where the processor has it.
///
/// `addProduct` would call the C library once a lane in the build that has no such instruction.
@inline(__always)
func addProduct(_ x: Vector, _ weights: Vector, to sum: inout Vector) {
  #if FMA
    sum = sum.addingProduct(x, weights)
  #else
    sum += x * weights
  #endif
}

@inline(__always)
func everyLane(_ x: Float) -> Vector { Vector(repeating: x) }
