// Update rules: how gradients, and second derivatives, change weights. Each is a loop over numbers
// side by side, of which a register is taken at a time.

/// Adds the gradients of all shards, in the order of the shards, and puts zero where no weight is.
///
/// `g[0, i] <- m[i] (g[0, i] + g[1, i] + ...)`: the order of additions never changes, so that the
/// sum is the same bits however many threads made the summands.
///
/// - Parameter mask: 1 where a weight is that learns, and 0 in the gaps between.
/// - Shapes: `gradients` `[shards, pitch]`, of which `count` columns are added; `mask` `[count]`.
/// - Precondition: `count` is a multiple of 16.
@inline(never)
func sumOfShards(
  _ gradients: UnsafeMutablePointer<Float>, shards: Int, pitch: Int, mask: UnsafePointer<Float>,
  count: Int
) {
  var i = 0
  while i < count {
    var sum = wide(gradients, at: i)
    var shard = 1
    while shard < shards {
      sum += wide(gradients, at: shard &* pitch &+ i)
      shard &+= 1
    }
    store(Wide().replacing(with: sum, where: wide(mask, at: i) .!= Wide()), gradients, at: i)
    i &+= wideLanes
  }
}

/// `w -= learningRate g`: plain gradient descent.
@inline(never)
func gradientDescent(
  _ gradients: UnsafePointer<Float>, learningRate: Float, count: Int,
  weights: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    store(wide(weights, at: i) - learningRate * wide(gradients, at: i), weights, at: i)
    i &+= wideLanes
  }
  while i < count {
    weights[i] -= learningRate * gradients[i]
    i &+= 1
  }
}

/// `w -= scale r g`: a step in which every weight has its own rate.
@inline(never)
func diagonalDescent(
  _ gradients: UnsafePointer<Float>, rates: UnsafePointer<Float>, scale: Float, count: Int,
  weights: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let step = scale * wide(rates, at: i) * wide(gradients, at: i)
    store(wide(weights, at: i) - step, weights, at: i)
    i &+= wideLanes
  }
  while i < count {
    weights[i] -= scale * rates[i] * gradients[i]
    i &+= 1
  }
}

/// `r = m / (mu + h)`: rates from second derivatives, zero where the mask m is.
@inline(never)
func diagonalRates(
  _ curvatures: UnsafePointer<Float>, mask: UnsafePointer<Float>, mu: Float, count: Int,
  rates: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    store(wide(mask, at: i) / (mu + wide(curvatures, at: i)), rates, at: i)
    i &+= wideLanes
  }
  while i < count {
    rates[i] = mask[i] / (mu + curvatures[i])
    i &+= 1
  }
}

/// `h <- (1 - weight) h + weight x`: a running mean.
@inline(never)
func runningMean(
  _ input: UnsafePointer<Float>, weight: Float, count: Int, mean: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let old = wide(mean, at: i)
    store(old + weight * (wide(input, at: i) - old), mean, at: i)
    i &+= wideLanes
  }
  while i < count {
    mean[i] += weight * (input[i] - mean[i])
    i &+= 1
  }
}
