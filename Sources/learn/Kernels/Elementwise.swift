// Loops over numbers side by side. They are written for one number at a time; the compiler takes a
// register of them at once.
//
// Tried and given up: the same by hand, with a loop for the last numbers behind each. No faster, and
// three times as long.

/// Where numbers come from, how many they are, and where they go.
public typealias ElementwiseOperands = (input: Region, count: Int32, output: Region)

/// `y += x`
@inline(never)
func addition(_ operands: ElementwiseOperands, _ memory: Memory) {
  let (x, y) = (memory[operands.input], memory[operands.output])
  for i in 0..<Int(operands.count) { y[i] += x[i] }
}

/// `y = x^2`
@inline(never)
func squares(_ operands: ElementwiseOperands, _ memory: Memory) {
  let (x, y) = (memory[operands.input], memory[operands.output])
  for i in 0..<Int(operands.count) { y[i] = x[i] * x[i] }
}

public typealias PixelOperands = (
  bytes: Region, scale: Float, offset: Float, count: Int32, output: Region
)

/// Bytes become floats: `y = scale x + offset`.
@inline(never)
func pixels(_ operands: PixelOperands, _ memory: Memory) {
  let x = memory.address(operands.bytes).assumingMemoryBound(to: UInt8.self)
  let (y, scale, offset) = (memory[operands.output], operands.scale, operands.offset)
  for i in 0..<Int(operands.count) { y[i] = offset + scale * Float(x[i]) }
}

public typealias FillOperands = (value: Float, count: Int32, output: Region)

/// `y = value`
@inline(never)
func fill(_ operands: FillOperands, _ memory: Memory) {
  fill(operands.value, count: Int(operands.count), memory[operands.output])
}

@inline(__always)
func fill(_ value: Float, count: Int, _ output: UnsafeMutablePointer<Float>) {
  for i in 0..<count { output[i] = value }
}

public typealias GatherOperands = (input: Region, indexes: Region, count: Int32, output: Region)

/// `y[i] = x[indexes[i]]`, and 0 where the index is negative.
///
/// This is how weights move from the order in which they learn to that in which they are read.
@inline(never)
func gather(_ operands: GatherOperands, _ memory: Memory) {
  let (x, y) = (memory[operands.input], memory[operands.output])
  let indexes = memory.places(operands.indexes)
  for i in 0..<Int(operands.count) {
    let index = Int(indexes[i])
    y[i] = index < 0 ? 0 : x[index]
  }
}

public typealias RowSumOperands = (input: Region, rows: Int32, stride: Int32, output: Region)

/// Adds up rows: `y[i] += sum over r of x[r, i]`.
///
/// - Shapes: `input` `[rows, stride]`, `output` `[stride]`; `stride` is a multiple of 8.
@inline(never)
func rowSums(_ operands: RowSumOperands, _ memory: Memory) {
  rowSums(
    memory[operands.input], rows: Int(operands.rows), stride: Int(operands.stride),
    memory[operands.output])
}

/// Adds four rows at a time: one sum alone would wait for each addition to finish.
@inline(never)
func rowSums(
  _ input: UnsafePointer<Float>, rows: Int, stride: Int, _ output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i < stride {
    var (a, b, c, d) = (vector(output, at: i), Vector(), Vector(), Vector())
    var (x, left) = (input + i, rows)
    while left > 3 {
      a += vector(x, at: 0)
      b += vector(x, at: stride)
      c += vector(x, at: 2 &* stride)
      d += vector(x, at: 3 &* stride)
      x += 4 &* stride
      left &-= 4
    }
    while left > 0 {
      a += vector(x, at: 0)
      x += stride
      left &-= 1
    }
    store((a + b) + (c + d), output, at: i)
    i &+= lanes
  }
}
