// One step of the optimiser Adam.

/// The numbers of a step that all weights share: the learning rate over `1 - beta1^t` at step t, both
/// betas, the square root of `1 - beta2^t`, and epsilon.
struct AdamFactors {
  let stepSize, beta1, beta2, rootCorrection, epsilon: Float

  init(_ numbers: UnsafePointer<Float>) {
    (stepSize, beta1, beta2) = (numbers[0], numbers[1], numbers[2])
    (rootCorrection, epsilon) = (numbers[3], numbers[4])
  }
}

/// Moves weights against their gradient, each at its own pace.
///
/// `m <- m + (1 - beta1) (g - m)`, `v <- beta2 v + (1 - beta2) g^2`,
/// `w <- w - stepSize m / (sqrt(v) / rootCorrection + epsilon)`
///
/// - Source: Kingma and Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015,
///   arXiv:1412.6980, algorithm 1, in the order of operations that PyTorch uses.
@inline(never)
func plainAdamStep(
  _ gradients: UnsafePointer<Float>, count: Int, factors: AdamFactors,
  firstMoments: UnsafeMutablePointer<Float>, secondMoments: UnsafeMutablePointer<Float>,
  weights: UnsafeMutablePointer<Float>
) {
  let (beta1, beta2) = (factors.beta1, factors.beta2)
  for i in 0..<count {
    let g = gradients[i]
    firstMoments[i] += (1 - beta1) * (g - firstMoments[i])
    secondMoments[i] = beta2 * secondMoments[i] + (1 - beta2) * g * g
    let root = secondMoments[i].squareRoot() / factors.rootCorrection + factors.epsilon
    weights[i] -= factors.stepSize * firstMoments[i] / root
  }
}

/// ``plainAdamStep``, a register of weights at a time.
@inline(never)
func adamStep(
  _ gradients: UnsafePointer<Float>, count: Int, factors: AdamFactors,
  firstMoments: UnsafeMutablePointer<Float>, secondMoments: UnsafeMutablePointer<Float>,
  weights: UnsafeMutablePointer<Float>
) {
  let (beta1, beta2) = (factors.beta1, factors.beta2)
  var i = 0
  while i &+ wideLanes <= count {
    let g = wide(gradients, at: i)
    let oldFirst = wide(firstMoments, at: i)
    let first = oldFirst + (1 - beta1) * (g - oldFirst)
    let second = beta2 * wide(secondMoments, at: i) + (1 - beta2) * g * g
    let root = second.squareRoot() / factors.rootCorrection + factors.epsilon
    store(first, firstMoments, at: i)
    store(second, secondMoments, at: i)
    store(wide(weights, at: i) - factors.stepSize * first / root, weights, at: i)
    i &+= wideLanes
  }
  plainAdamStep(
    gradients + i, count: count &- i, factors: factors, firstMoments: firstMoments + i,
    secondMoments: secondMoments + i, weights: weights + i)
}
