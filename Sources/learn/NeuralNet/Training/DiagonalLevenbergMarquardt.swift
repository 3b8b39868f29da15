/// Stochastic diagonal Levenberg-Marquardt: descent pattern by pattern, in which every weight has
/// a rate of its own.
///
/// `w_k <- w_k - learningRate / (mu + h_kk) dE/dw_k`
///
/// Where the loss is strongly curved along a weight, its steps are short. h_kk is an estimate of
/// the second derivative of the loss, without the terms that could make it negative
/// (Gauss-Newton) and without those that mix weights (diagonal): going back through a layer,
/// second derivatives are multiplied by the squares of the slopes by which gradients are. A
/// weight that many units share has the sum of their second derivatives.
///
/// ```swift
/// let rule = DiagonalLevenbergMarquardt(mu: 0.02, running: .everyTenthPattern)
/// var trainer = Trainer(rule, loss: RightPenalty(), schedule: .lenet1998, seed: 1)
/// try trainer.train(&network, on: digits, epochs: 20)
/// ```
///
/// - Source: LeCun et al. (1998), section III.B and appendix C, equations 21 to 27.
public struct DiagonalLevenbergMarquardt: Sendable, Hashable, Codable {
  /// By which all rates are multiplied (eta), where no schedule says another.
  public var learningRate: Float
  /// Keeps steps short where the loss is flat.
  public var mu: Float
  /// How many patterns the estimate before each pass is the mean of.
  public var estimationPatterns: Int
  /// How the estimate follows the weights during a pass; `nil` leaves it as it is, as the paper
  /// does.
  public var running: RunningEstimate?

  /// - Precondition: mu is above 0.
  public init(
    learningRate: Float = 5e-4, mu: Float = 0.02, estimationPatterns: Int = 500,
    running: RunningEstimate? = nil
  ) {
    guard mu > 0 else {
      fatalError("DiagonalLevenbergMarquardt: expected mu above 0, found \(mu)")
    }
    self.learningRate = learningRate
    self.mu = mu
    self.estimationPatterns = estimationPatterns
    self.running = running
  }

  /// An estimate that is renewed at every n-th pattern: `h <- (1 - weight) h + weight h_new`.
  ///
  /// - Source: LeCun, Bottou, Orr and Müller, *Efficient BackProp*, 1998, section 9.1,
  ///   DOI 10.1007/3-540-49430-8_2.
  public struct RunningEstimate: Sendable, Hashable, Codable {
    /// How many patterns lie between two that renew the estimate.
    public var interval: Int
    /// The share of the newest pattern, from 0 to 1.
    public var weight: Float

    /// - Precondition: the interval is at least 1, the weight from 0 to 1.
    public init(interval: Int, weight: Float) {
      guard interval >= 1, (0...1).contains(weight) else {
        fatalError(
          "RunningEstimate: expected an interval of at least 1 and a weight from 0 to 1, "
            + "found \(interval) and \(weight)")
      }
      self.interval = interval
      self.weight = weight
    }

    /// A tenth more work, and an estimate that remembers about 500 patterns.
    public static let everyTenthPattern = RunningEstimate(interval: 10, weight: 0.02)
  }
}
