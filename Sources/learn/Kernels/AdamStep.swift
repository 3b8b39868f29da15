// One step of the optimiser Adam.

/// - `factors`: what all weights share in a step: the learning rate over `1 - beta1^t` at step t, both
///   betas, the square root of `1 - beta2^t`, and epsilon.
public typealias AdamOperands = (
  gradients: Region, factors: Region, count: Int32, firstMoments: Region, secondMoments: Region,
  weights: Region
)

/// Moves weights against their gradient, each at its own pace.
///
/// `m <- m + (1 - beta1) (g - m)`, `v <- beta2 v + (1 - beta2) g^2`,
/// `w <- w - stepSize m / (sqrt(v) / rootCorrection + epsilon)`
///
/// - Source: Kingma and Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015,
///   arXiv:1412.6980, algorithm 1, in the order of operations that PyTorch uses.
@inline(never)
func adam(_ operands: AdamOperands, _ memory: Memory) {
  let (g, factors) = (memory[operands.gradients], memory[operands.factors])
  let (stepSize, beta1, beta2) = (factors[0], factors[1], factors[2])
  let (rootCorrection, epsilon) = (factors[3], factors[4])
  let (m, v) = (memory[operands.firstMoments], memory[operands.secondMoments])
  let w = memory[operands.weights]
  for i in 0..<Int(operands.count) {
    // Not read again from where it was stored: that would take twice as long.
    let first = m[i] + (1 - beta1) * (g[i] - m[i])
    let second = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
    (m[i], v[i]) = (first, second)
    w[i] -= stepSize * first / (second.squareRoot() / rootCorrection + epsilon)
  }
}
