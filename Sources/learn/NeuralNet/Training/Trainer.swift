/// Trains networks: shuffles the examples and lets the method of training take a step for each
/// batch, or for each example.
///
/// ```swift
/// var trainer = Trainer(batchSize: 256, optimizer: Adam(learningRate: 2e-3), seed: 1)
/// for _ in 1...15 {
///   try trainer.trainEpoch(&network, on: digits) { step in losses.append(step.loss) }
/// }
/// ```
///
/// The same seed gives the same weights, bit by bit, for any number of threads.
public struct Trainer: Sendable {
  /// How weights are changed.
  public enum Method: Sendable {
    /// By the mean gradient of some examples at a time.
    case batches(size: Int, any Optimizer)
    /// By the gradient of one example at a time, on one thread.
    case patterns(DiagonalLevenbergMarquardt)
  }

  public internal(set) var method: Method
  public let loss: any Loss
  /// How the learning rate changes; `nil` leaves it as it is.
  public let schedule: LearningRateSchedule?
  /// How each image is distorted before the network sees it, anew in each pass.
  public let distortion: (any ImageDistortion)?
  public let threads: Int
  /// How many passes over the data were finished.
  public internal(set) var epochs = 0
  let seed: UInt64
  var generator: SeededGenerator

  /// Training in batches.
  ///
  /// - Parameters:
  ///   - seed: decides the order of the examples and their distortions.
  ///   - threads: changes the time, never a bit of the result.
  public init(
    batchSize: Int = 256, optimizer: any Optimizer = Adam(),
    loss: any Loss = NegativeLogLikelihood(), schedule: LearningRateSchedule? = nil,
    distortion: (any ImageDistortion)? = nil, seed: UInt64, threads: Int = defaultThreadCount()
  ) {
    self.init(
      .batches(size: batchSize, optimizer), loss: loss, schedule: schedule,
      distortion: distortion, seed: seed, threads: threads)
  }

  /// Training pattern by pattern.
  ///
  /// - Parameter seed: decides the order of the examples and their distortions.
  public init(
    _ rule: DiagonalLevenbergMarquardt, loss: any Loss, schedule: LearningRateSchedule? = nil,
    distortion: (any ImageDistortion)? = nil, seed: UInt64
  ) {
    self.init(
      .patterns(rule), loss: loss, schedule: schedule, distortion: distortion, seed: seed,
      threads: 1)
  }

  /// Training by any method.
  ///
  /// - Parameters:
  ///   - seed: decides the order of the examples and their distortions.
  ///   - threads: changes the time, never a bit of the result.
  public init(
    _ method: Method, loss: any Loss, schedule: LearningRateSchedule? = nil,
    distortion: (any ImageDistortion)? = nil, seed: UInt64, threads: Int = defaultThreadCount()
  ) {
    self.method = method
    self.loss = loss
    self.schedule = schedule
    self.distortion = distortion
    self.seed = seed
    self.threads = threads
    generator = SeededGenerator(seed: seed)
  }

  /// How far a step goes.
  public var learningRate: Float {
    get {
      switch method {
      case .batches(_, let optimizer): optimizer.learningRate
      case .patterns(let rule): rule.learningRate
      }
    }
    set {
      switch method {
      case .batches(let size, var optimizer):
        optimizer.learningRate = newValue
        method = .batches(size: size, optimizer)
      case .patterns(var rule):
        rule.learningRate = newValue
        method = .patterns(rule)
      }
    }
  }

  /// Shows the network every example once.
  ///
  /// - Parameter onStep: is called after each step.
  /// - Throws: when a loss or a weight is not finite; the network is of no use then.
  /// - Precondition: the images have the network's input shape, and the loss suits its output.
  public mutating func trainEpoch(
    _ network: inout Network, on images: LabeledImages, onStep: (TrainingStep) -> Void = { _ in }
  ) throws(TrainingError) {
    guard images.imageShape == network.inputShape else {
      fatalError(
        "trainEpoch: expected images \(network.inputShape), found \(images.imageShape)")
    }
    network.check(loss)
    switch method {
    case .batches(let size, let optimizer):
      try trainBatches(
        of: size, optimizer, of: &network, on: images, onStep: onStep)
    case .patterns(let rule):
      try trainPatterns(rule, of: &network, on: images, onStep: onStep)
    }
    epochs += 1
  }

  /// The last step's weights are checked by no later loss.
  func checkWeights(of network: Network, after step: TrainingStep?) throws(TrainingError) {
    guard let step, !network.parameters.allSatisfy({ $0.scalars.allSatisfy(\.isFinite) }) else {
      return
    }
    throw TrainingError(step: step, quantity: .weights)
  }

  /// Shows the network every example a number of times.
  ///
  /// - Throws: when a loss or a weight is not finite; the network is of no use then.
  public mutating func train(
    _ network: inout Network, on images: LabeledImages, epochs: Int,
    onStep: (TrainingStep) -> Void = { _ in }
  ) throws(TrainingError) {
    for _ in 0..<epochs { try trainEpoch(&network, on: images, onStep: onStep) }
  }

  /// The learning rate of a step of the pass that is running.
  func learningRate(step: Int, of steps: Int) -> Float {
    schedule?.rate(at: Double(epochs) + Double(step) / Double(steps)) ?? learningRate
  }

  /// The distortion of the pass that is running.
  var seededDistortion: SeededDistortion? {
    distortion.map { SeededDistortion(distortion: $0, seed: seed, epoch: epochs) }
  }
}
