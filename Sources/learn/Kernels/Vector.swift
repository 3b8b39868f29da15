// Floats side by side: what the fast kernels compute with.
//
// Every file in this folder is compiled three times: for any processor, for those with AVX2 and
// FMA, and for those with AVX-512. Only pointers and Int cross the border of the module, and nothing
// here is generic: a generic function would be emitted once for all builds, with the instructions
// of any.

/// Eight floats, one in each lane.
typealias Vector = SIMD8<Float>

/// Eight whole numbers, one in each lane.
typealias IntegerVector = SIMD8<Int32>

/// How many numbers a vector holds.
let lanes = 8

/// Sixteen floats: one register with AVX-512, two with AVX2, four elsewhere.
typealias Panel = SIMD16<Float>

/// How many numbers a panel holds.
let panelLanes = 16

#if AVX512
  /// As many floats as a register of this build holds, or a vector where that is fewer.
  typealias Wide = Panel
  let wideLanes = panelLanes
#else
  /// As many floats as a register of this build holds, or a vector where that is fewer.
  typealias Wide = Vector
  let wideLanes = lanes
#endif

@inline(__always)
func wide(_ numbers: UnsafePointer<Float>, at index: Int) -> Wide {
  UnsafeRawPointer(numbers + index).loadUnaligned(as: Wide.self)
}

@inline(__always)
func vector(_ numbers: UnsafePointer<Float>, at index: Int) -> Vector {
  UnsafeRawPointer(numbers + index).loadUnaligned(as: Vector.self)
}

@inline(__always)
func store(_ value: Vector, _ numbers: UnsafeMutablePointer<Float>, at index: Int) {
  UnsafeMutableRawPointer(numbers + index).storeBytes(of: value, as: Vector.self)
}

@inline(__always)
func panel(_ numbers: UnsafePointer<Float>, at index: Int) -> Panel {
  UnsafeRawPointer(numbers + index).loadUnaligned(as: Panel.self)
}

@inline(__always)
func store(_ value: Panel, _ numbers: UnsafeMutablePointer<Float>, at index: Int) {
  UnsafeMutableRawPointer(numbers + index).storeBytes(of: value, as: Panel.self)
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

/// As for a vector, for a panel.
@inline(__always)
func addProduct(_ x: Panel, _ weights: Panel, to sum: inout Panel) {
  #if FMA
    sum = sum.addingProduct(x, weights)
  #else
    sum += x * weights
  #endif
}

@inline(__always)
func addProduct(_ x: Float, _ weights: Vector, to sum: inout Vector) {
  addProduct(everyLane(x), weights, to: &sum)
}

@inline(__always)
func addProduct(_ x: Float, _ weights: Panel, to sum: inout Panel) {
  addProduct(Panel(repeating: x), weights, to: &sum)
}

/// `x y + c`
@inline(__always)
func multiplyAdd(_ x: Float, _ y: Float, _ c: Float) -> Float {
  #if FMA
    c.addingProduct(x, y)
  #else
    c + x * y
  #endif
}

@inline(__always)
func everyLane(_ x: Float) -> Vector { Vector(repeating: x) }

@inline(__always)
func everyLane(integer x: Int) -> IntegerVector {
  IntegerVector(repeating: Int32(truncatingIfNeeded: x))
}

@inline(__always)
func integers(_ numbers: UnsafePointer<Int32>, at index: Int) -> IntegerVector {
  UnsafeRawPointer(numbers + index).loadUnaligned(as: IntegerVector.self)
}

@inline(__always)
func store(_ value: IntegerVector, _ numbers: UnsafeMutablePointer<Int32>, at index: Int) {
  UnsafeMutableRawPointer(numbers + index).storeBytes(of: value, as: IntegerVector.self)
}

/// Adds a vector to eight numbers in memory.
@inline(__always)
func addVector(_ x: Vector, to numbers: UnsafeMutablePointer<Float>) {
  store(vector(numbers, at: 0) + x, numbers, at: 0)
}

/// As ``addVector(_:to:)`` for a register.
@inline(__always)
func addWide(_ x: Wide, to numbers: UnsafeMutablePointer<Float>) {
  store(wide(numbers, at: 0) + x, numbers, at: 0)
}
