// Log-softmax: scores become logarithms of probabilities.

/// `y[n, c] = x[n, c] - log(sum over k of e^x[n, k])`
///
/// The largest score of each row is taken off first, so that no exponential overflows.
///
/// - Shapes: `input` and `output` `[rows, stride]`, of which the first `classes` columns count.
/// - Precondition: `classes` is at least 1.
@inline(never)
func plainLogSoftmax(
  _ input: UnsafePointer<Float>, rows: Int, classes: Int, stride: Int,
  output: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    let x = input + row * stride
    var largest = x[0]
    for c in 1..<max(classes, 1) where x[c] > largest { largest = x[c] }
    var sum: Float = 0
    for c in 0..<classes { sum += exponential(x[c] - largest) }
    let shift = largest + logarithm(sum)
    for c in 0..<classes { output[row * stride + c] = x[c] - shift }
  }
}

/// `dx[n, c] += dy[n, c] - e^y[n, c] * sum over k of dy[n, k]`
///
/// - Shapes: all `[rows, stride]`, of which the first `classes` columns count.
@inline(never)
func plainLogSoftmaxGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, rows: Int, classes: Int,
  stride: Int, inputGradient: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    let start = row * stride
    var sum: Float = 0
    for c in 0..<classes { sum += outputGradient[start + c] }
    for c in 0..<classes {
      inputGradient[start + c] +=
        outputGradient[start + c] - exponential(output[start + c]) * sum
    }
  }
}

/// Carries second derivatives back to the scores.
///
/// `d2x[c] += sum over k of d2y[k] (slope of y[k])^2 + max(-sum over k of dy[k], 0) p[c] (1 - p[c])`,
/// where p = e^y. The second term is there because log-softmax itself is curved; where it would be
/// negative it is left out.
///
/// - Shapes: as of ``plainLogSoftmaxGradient``.
@inline(never)
func logSoftmaxCurvature(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
  outputCurvature: UnsafePointer<Float>, rows: Int, classes: Int, stride: Int,
  inputCurvature: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    let start = row * stride
    var (pull, total) = (Float(0), Float(0))
    for c in 0..<classes {
      pull -= outputGradient[start + c]
      total += outputCurvature[start + c]
    }
    for c in start..<start + classes {
      let probability = exponential(output[c])
      inputCurvature[c] +=
        probability * probability * total + (1 - 2 * probability) * outputCurvature[c]
        + (pull > 0 ? pull : 0) * probability * (1 - probability)
    }
  }
}

/// ``plainLogSoftmax``, eight classes at a time.
///
/// - Precondition: `stride` is a multiple of 8 and at least `classes`; columns from `classes` on
///   are read, and receive numbers without meaning.
@inline(never)
func logSoftmax(
  _ input: UnsafePointer<Float>, rows: Int, classes: Int, stride: Int,
  output: UnsafeMutablePointer<Float>
) {
  var row = 0
  while row < rows {
    let x = input + row &* stride
    let y = output + row &* stride
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
func logSoftmaxGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, rows: Int, classes: Int,
  stride: Int, inputGradient: UnsafeMutablePointer<Float>
) {
  var row = 0
  while row < rows {
    let start = row &* stride
    var sums = Vector()
    var c = 0
    while c < classes {
      let gradient = vector(outputGradient, at: start &+ c)
      sums += Vector().replacing(with: gradient, where: isClass(from: c, classes))
      c &+= lanes
    }
    let sum = everyLane(sums.sum())
    c = 0
    while c < classes {
      let place = start &+ c
      let gradient =
        vector(outputGradient, at: place) - exponential(vector(output, at: place)) * sum
      let kept = Vector().replacing(with: gradient, where: isClass(from: c, classes))
      store(vector(inputGradient, at: place) + kept, inputGradient, at: place)
      c &+= lanes
    }
    row &+= 1
  }
}

/// Which lanes of the vector that starts at a column hold a class.
@inline(__always)
private func isClass(from column: Int, _ classes: Int) -> SIMDMask<IntegerVector> {
  IntegerVector(0, 1, 2, 3, 4, 5, 6, 7)
    .< IntegerVector(repeating: Int32(truncatingIfNeeded: classes &- column))
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
