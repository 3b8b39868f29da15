// Log-softmax: scores become logarithms of probabilities.

public typealias LogSoftmaxOperands = (
  isPlain: Bool, input: Region, rows: Int32, classes: Int32, stride: Int32, output: Region
)

/// `y[n, c] = x[n, c] - log(sum over k of e^x[n, k])`
///
/// The largest score of each row is taken off first, so that no exponential overflows.
///
/// - Shapes: `input` and `output` `[rows, stride]`, of which the first `classes` columns count.
/// - Precondition: `classes` is at least 1.
@inline(never)
func plainLogSoftmax(_ operands: LogSoftmaxOperands, _ memory: Memory) {
  let classes = Int(operands.classes)
  for row in 0..<Int(operands.rows) {
    let start = row * Int(operands.stride)
    let (x, y) = (memory[operands.input] + start, memory[operands.output] + start)
    var largest = x[0]
    for c in 1..<max(classes, 1) where x[c] > largest { largest = x[c] }
    var sum: Float = 0
    for c in 0..<classes { sum += exponential(x[c] - largest) }
    let shift = largest + logarithm(sum)
    for c in 0..<classes { y[c] = x[c] - shift }
  }
}

public typealias LogSoftmaxGradientOperands = (
  isPlain: Bool, output: Region, outputGradient: Region, rows: Int32, classes: Int32,
  stride: Int32, inputGradient: Region
)

/// `dx[n, c] += dy[n, c] - e^y[n, c] * sum over k of dy[n, k]`
///
/// - Shapes: all `[rows, stride]`, of which the first `classes` columns count.
@inline(never)
func plainLogSoftmaxGradient(_ operands: LogSoftmaxGradientOperands, _ memory: Memory) {
  let classes = Int(operands.classes)
  for row in 0..<Int(operands.rows) {
    let start = row * Int(operands.stride)
    let (y, dy) = (memory[operands.output] + start, memory[operands.outputGradient] + start)
    let dx = memory[operands.inputGradient] + start
    var sum: Float = 0
    for c in 0..<classes { sum += dy[c] }
    for c in 0..<classes { dx[c] += dy[c] - exponential(y[c]) * sum }
  }
}

public typealias LogSoftmaxCurvatureOperands = (
  output: Region, outputGradient: Region, outputCurvature: Region, rows: Int32, classes: Int32,
  stride: Int32, inputCurvature: Region
)

/// Carries second derivatives back to the scores.
///
/// `d2x[c] += sum over k of d2y[k] (slope of y[k])^2 + max(-sum over k of dy[k], 0) p[c] (1 - p[c])`,
/// where p = e^y. The second term is there because log-softmax itself is curved; where it would be
/// negative it is left out.
///
/// - Shapes: as of ``plainLogSoftmaxGradient``.
@inline(never)
func logSoftmaxCurvature(_ operands: LogSoftmaxCurvatureOperands, _ memory: Memory) {
  let classes = Int(operands.classes)
  for row in 0..<Int(operands.rows) {
    let start = row * Int(operands.stride)
    let (y, dy) = (memory[operands.output] + start, memory[operands.outputGradient] + start)
    let d2y = memory[operands.outputCurvature] + start
    let d2x = memory[operands.inputCurvature] + start
    var (pull, total) = (Float(0), Float(0))
    for c in 0..<classes {
      pull -= dy[c]
      total += d2y[c]
    }
    for c in 0..<classes {
      let probability = exponential(y[c])
      d2x[c] +=
        probability * probability * total + (1 - 2 * probability) * d2y[c]
        + (pull > 0 ? pull : 0) * probability * (1 - probability)
    }
  }
}

/// ``plainLogSoftmax``, eight classes at a time.
///
/// - Precondition: `stride` is a multiple of 8 and at least `classes`; columns from `classes` on
///   are read, and receive numbers without meaning.
@inline(never)
func logSoftmax(_ operands: LogSoftmaxOperands, _ memory: Memory) {
  let classes = Int(operands.classes)
  var row = 0
  while row < Int(operands.rows) {
    let start = row &* Int(operands.stride)
    let (x, y) = (memory[operands.input] + start, memory[operands.output] + start)
    var largest = everyLane(-.infinity)
    var c = 0
    while c < classes {
      let scores = classesOnly(vector(x, at: c), from: c, classes)
      largest.replace(with: scores, where: scores .> largest)
      c &+= lanes
    }
    let top = everyLane(largestLane(largest))
    var sums = Vector()
    c = 0
    while c < classes {
      sums += exponential(classesOnly(vector(x, at: c), from: c, classes) - top)
      c &+= lanes
    }
    let shift = top + logarithm(sums.sum())
    c = 0
    while c < classes {
      store(vector(x, at: c) - shift, y, at: c)
      c &+= lanes
    }
    row &+= 1
  }
}

/// ``plainLogSoftmaxGradient``, eight classes at a time.
///
/// - Precondition: as ``logSoftmax``; columns from `classes` on are left as they are.
@inline(never)
func logSoftmaxGradient(_ operands: LogSoftmaxGradientOperands, _ memory: Memory) {
  let classes = Int(operands.classes)
  var row = 0
  while row < Int(operands.rows) {
    let start = row &* Int(operands.stride)
    let (y, dy) = (memory[operands.output] + start, memory[operands.outputGradient] + start)
    let dx = memory[operands.inputGradient] + start
    var sums = Vector()
    var c = 0
    while c < classes {
      let gradient = vector(dy, at: c)
      sums += Vector().replacing(with: gradient, where: isClass(from: c, classes))
      c &+= lanes
    }
    let sum = everyLane(sums.sum())
    c = 0
    while c < classes {
      let gradient = vector(dy, at: c) - exponential(vector(y, at: c)) * sum
      addVector(
        Vector().replacing(with: gradient, where: isClass(from: c, classes)), to: dx + c)
      c &+= lanes
    }
    row &+= 1
  }
}

/// Which lanes of the vector that starts at a column hold a class.
@inline(__always)
private func isClass(from column: Int, _ classes: Int) -> SIMDMask<IntegerVector> {
  IntegerVector(0, 1, 2, 3, 4, 5, 6, 7) .< everyLane(integer: classes &- column)
}

/// A vector whose lanes beyond the last class can win no maximum and add nothing to a sum.
@inline(__always)
private func classesOnly(_ scores: Vector, from column: Int, _ classes: Int) -> Vector {
  everyLane(-.infinity).replacing(with: scores, where: isClass(from: column, classes))
}

/// The largest number of a vector; the standard library's is generic and not inlined.
@inline(__always)
private func largestLane(_ x: Vector) -> Float {
  let four = x.lowHalf.replacing(with: x.highHalf, where: x.highHalf .> x.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
  return two[0] > two[1] ? two[0] : two[1]
}
