// One step of the optimiser Adam.

/// Moves weights against their gradient, each at its own pace.
///
/// `m <- m + (1 - beta1) (g - m)`, `v <- beta2 v + (1 - beta2) g^2`,
/// `w <- w - stepSize m / (sqrt(v) / rootCorrection + epsilon)`
///
/// - Parameters:
///   - stepSize: the learning rate over `1 - beta1^t` at step t.
///   - rootCorrection: the square root of `1 - beta2^t`.
/// - Source: Kingma and Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015,
///   arXiv:1412.6980, algorithm 1, in the order of operations that PyTorch uses.
@inline(never)
public func plainAdamStep(
  _ gradients: UnsafePointer<Float>, count: Int, stepSize: Float, beta1: Float, beta2: Float,
  rootCorrection: Float, epsilon: Float, firstMoments: UnsafeMutablePointer<Float>,
  secondMoments: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    let g = gradients[i]
    firstMoments[i] += (1 - beta1) * (g - firstMoments[i])
    secondMoments[i] = beta2 * secondMoments[i] + (1 - beta2) * g * g
    let root = secondMoments[i].squareRoot() / rootCorrection + epsilon
    weights[i] -= stepSize * firstMoments[i] / root
  }
}

/// ``plainAdamStep``, a register of weights at a time.
@inline(never)
public func adamStep(
  _ gradients: UnsafePointer<Float>, count: Int, stepSize: Float, beta1: Float, beta2: Float,
  rootCorrection: Float, epsilon: Float, firstMoments: UnsafeMutablePointer<Float>,
  secondMoments: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let g = wide(gradients, at: i)
    let oldFirst = wide(firstMoments, at: i)
    let first = oldFirst + (1 - beta1) * (g - oldFirst)
    let second = beta2 * wide(secondMoments, at: i) + (1 - beta2) * g * g
    let root = second.squareRoot() / rootCorrection + epsilon
    store(first, firstMoments, at: i)
    store(second, secondMoments, at: i)
    store(wide(weights, at: i) - stepSize * first / root, weights, at: i)
    i &+= wideLanes
  }
  plainAdamStep(
    gradients + i, count: count &- i, stepSize: stepSize, beta1: beta1, beta2: beta2,
    rootCorrection: rootCorrection, epsilon: epsilon, firstMoments: firstMoments + i,
    secondMoments: secondMoments + i, weights: weights + i)
}
