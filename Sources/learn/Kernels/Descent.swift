// Update rules: how gradients, and second derivatives, change weights. Numbers that change from step
// to step, such as rates, are read from memory, so that the program stays the same.

/// - `pitch`: how far the gradients of two shards lie apart.
/// - `mask`: 1 where a weight is that learns, and 0 in the gaps between.
/// - `count`: how many numbers of each shard are added, a multiple of 16.
public typealias SumOfShardsOperands = (
  gradients: Region, shards: Int32, pitch: Int32, mask: Region, count: Int32
)

/// Adds the gradients of all shards, in the order of the shards, and puts zero where no weight is.
///
/// `g[0, i] <- m[i] (g[0, i] + g[1, i] + ...)`: the order of additions never changes, so that the
/// sum is the same bits however many threads made the summands.
@inline(never)
func sumOfShards(_ operands: SumOfShardsOperands, _ memory: Memory) {
  let (gradients, mask) = (memory[operands.gradients], memory[operands.mask])
  let (shards, pitch) = (Int(operands.shards), Int(operands.pitch))
  var i = 0
  while i < Int(operands.count) {
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

public typealias GradientDescentOperands = (
  gradients: Region, learningRate: Region, count: Int32, weights: Region
)

/// `w -= learningRate g`: plain gradient descent.
@inline(never)
func gradientDescent(_ operands: GradientDescentOperands, _ memory: Memory) {
  let (g, w) = (memory[operands.gradients], memory[operands.weights])
  let learningRate = memory[operands.learningRate].pointee
  for i in 0..<Int(operands.count) { w[i] -= learningRate * g[i] }
}

public typealias DiagonalDescentOperands = (
  gradients: Region, rates: Region, scale: Region, count: Int32, weights: Region
)

/// `w -= scale r g`: a step in which every weight has its own rate.
@inline(never)
func diagonalDescent(_ operands: DiagonalDescentOperands, _ memory: Memory) {
  let (g, r) = (memory[operands.gradients], memory[operands.rates])
  let (w, scale) = (memory[operands.weights], memory[operands.scale].pointee)
  for i in 0..<Int(operands.count) { w[i] -= scale * r[i] * g[i] }
}

public typealias DiagonalRateOperands = (
  curvatures: Region, mask: Region, mu: Region, count: Int32, rates: Region
)

/// `r = m / (mu + h)`: rates from second derivatives, zero where the mask m is.
@inline(never)
func diagonalRates(_ operands: DiagonalRateOperands, _ memory: Memory) {
  let (h, m) = (memory[operands.curvatures], memory[operands.mask])
  let (r, mu) = (memory[operands.rates], memory[operands.mu].pointee)
  for i in 0..<Int(operands.count) { r[i] = m[i] / (mu + h[i]) }
}

public typealias RunningMeanOperands = (
  input: Region, weight: Region, count: Int32, mean: Region
)

/// `h <- (1 - weight) h + weight x`: a running mean.
@inline(never)
func runningMean(_ operands: RunningMeanOperands, _ memory: Memory) {
  let (x, h) = (memory[operands.input], memory[operands.mean])
  let weight = memory[operands.weight].pointee
  for i in 0..<Int(operands.count) { h[i] += weight * (x[i] - h[i]) }
}
