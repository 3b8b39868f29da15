// Adding, filling, squaring and rearranging numbers.

/// `y += x`
@inline(never)
func addition(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    store(wide(output, at: i) + wide(input, at: i), output, at: i)
    i &+= wideLanes
  }
  while i < count {
    output[i] += input[i]
    i &+= 1
  }
}

/// Adds up rows: `y[i] += sum over r of x[r, i]`.
///
/// Four rows are added at a time: one sum alone would wait for each addition to finish.
///
/// - Shapes: `input` `[rows, stride]`, `output` `[stride]`; `stride` is a multiple of 8.
@inline(never)
func rowSums(
  _ input: UnsafePointer<Float>, rows: Int, stride: Int, output: UnsafeMutablePointer<Float>
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

/// `y = value`
@inline(never)
func fill(_ value: Float, count: Int, output: UnsafeMutablePointer<Float>) {
  var i = 0
  while i &+ wideLanes <= count {
    store(Wide(repeating: value), output, at: i)
    i &+= wideLanes
  }
  while i < count {
    output[i] = value
    i &+= 1
  }
}

/// `y = x^2`
@inline(never)
func squares(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let x = wide(input, at: i)
    store(x * x, output, at: i)
    i &+= wideLanes
  }
  while i < count {
    output[i] = input[i] * input[i]
    i &+= 1
  }
}

/// `y[i] = x[indexes[i]]`, and 0 where the index is negative.
///
/// This is how weights move between the order of their shape and the orders of the kernels.
@inline(never)
func gather(
  _ input: UnsafePointer<Float>, indexes: UnsafePointer<Int32>, count: Int,
  output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i < count {
    let index = Int(indexes[i])
    output[i] = index < 0 ? 0 : input[index]
    i &+= 1
  }
}
