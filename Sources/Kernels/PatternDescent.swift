// What training pattern by pattern needs beside the convolution's kernels: a fully connected
// layer for one pattern, and steps in which every weight has its own rate.
//
// Weights lie in rows, one for each output, as in ConvolutionGradients.swift. One copy of them
// serves both directions, so that a step need not rearrange anything.

/// A fully connected layer for one pattern: `y[o] = b[o] + sum over s of w[o, s] x[segments[s]]`.
///
/// Eight rows are taken at a time, since one sum alone would wait for each addition to finish.
///
/// - Shapes: `weights` `[outputs, 8 * segmentCount]`, `bias` and `output` `[outputs]`.
@inline(never)
public func denseForward(
  _ input: UnsafePointer<Float>, segments: UnsafePointer<Int32>, segmentCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, outputs: Int,
  output: UnsafeMutablePointer<Float>
) {
  let rowLength = segmentCount &* lanes
  var row = 0
  while row &+ 8 <= outputs {
    var w = weights + row &* rowLength
    var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
    var (e, f, g, h) = (Vector(), Vector(), Vector(), Vector())
    var segment = 0
    while segment < segmentCount {
      let x = vector(input, at: Int(segments[segment]))
      addProduct(x, vector(w, at: 0), to: &a)
      addProduct(x, vector(w, at: rowLength), to: &b)
      addProduct(x, vector(w, at: 2 &* rowLength), to: &c)
      addProduct(x, vector(w, at: 3 &* rowLength), to: &d)
      addProduct(x, vector(w, at: 4 &* rowLength), to: &e)
      addProduct(x, vector(w, at: 5 &* rowLength), to: &f)
      addProduct(x, vector(w, at: 6 &* rowLength), to: &g)
      addProduct(x, vector(w, at: 7 &* rowLength), to: &h)
      w += lanes
      segment &+= 1
    }
    let sums = Vector(a.sum(), b.sum(), c.sum(), d.sum(), e.sum(), f.sum(), g.sum(), h.sum())
    store(vector(bias, at: row) + sums, output, at: row)
    row &+= 8
  }
  while row < outputs {
    var w = weights + row &* rowLength
    var sum = Vector()
    var segment = 0
    while segment < segmentCount {
      addProduct(vector(input, at: Int(segments[segment])), vector(w, at: 0), to: &sum)
      w += lanes
      segment &+= 1
    }
    output[row] = bias[row] + sum.sum()
    row &+= 1
  }
}

/// One step of a fully connected layer for one pattern:
/// `w[o, s] -= scale r[o, s] dy[o] x[segments[s]]`.
///
/// The gradient, an outer product, is never stored.
///
/// - Shapes: `rates` and `weights` `[outputs, 8 * segmentCount]`.
@inline(never)
public func denseDescent(
  _ input: UnsafePointer<Float>, segments: UnsafePointer<Int32>, segmentCount: Int,
  outputGradient: UnsafePointer<Float>, outputs: Int, rates: UnsafePointer<Float>, scale: Float,
  weights: UnsafeMutablePointer<Float>
) {
  let rowLength = segmentCount &* lanes
  var row = 0
  while row < outputs {
    let factor = everyLane(-scale * outputGradient[row])
    let rate = rates + row &* rowLength
    let w = weights + row &* rowLength
    var segment = 0
    while segment < segmentCount {
      let place = segment &* lanes
      let x = vector(input, at: Int(segments[segment]))
      var moved = vector(w, at: place)
      addProduct(factor * x, vector(rate, at: place), to: &moved)
      store(moved, w, at: place)
      segment &+= 1
    }
    row &+= 1
  }
}

/// `w -= scale r g`: a step in which every weight has its own rate.
@inline(never)
public func descent(
  _ gradients: UnsafePointer<Float>, rates: UnsafePointer<Float>, scale: Float, count: Int,
  weights: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let step = scale * vector(rates, at: i) * vector(gradients, at: i)
    store(vector(weights, at: i) - step, weights, at: i)
    i &+= lanes
  }
  while i < count {
    weights[i] -= scale * rates[i] * gradients[i]
    i &+= 1
  }
}

/// `r = m / (mu + h)`: rates from second derivatives, zero where the mask m is.
@inline(never)
public func diagonalRates(
  _ curvatures: UnsafePointer<Float>, mask: UnsafePointer<Float>, mu: Float, count: Int,
  rates: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    store(vector(mask, at: i) / (mu + vector(curvatures, at: i)), rates, at: i)
    i &+= lanes
  }
  while i < count {
    rates[i] = mask[i] / (mu + curvatures[i])
    i &+= 1
  }
}

/// `h <- (1 - weight) h + weight x`: a running mean.
@inline(never)
public func runningMean(
  _ input: UnsafePointer<Float>, weight: Float, count: Int, mean: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let old = vector(mean, at: i)
    store(old + weight * (vector(input, at: i) - old), mean, at: i)
    i &+= lanes
  }
  while i < count {
    mean[i] += weight * (input[i] - mean[i])
    i &+= 1
  }
}

/// `y = x^2`
@inline(never)
public func squares(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ lanes <= count {
    let x = vector(input, at: i)
    store(x * x, output, at: i)
    i &+= lanes
  }
  while i < count {
    output[i] = input[i] * input[i]
    i &+= 1
  }
}
