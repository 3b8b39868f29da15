public import Datasets
public import NeuralNet

/// How a network is trained, from the first weights on: equal settings give equal weights.
public struct TrainingSettings: Sendable, Hashable, Codable {
  /// How far digits are distorted, anew in each pass.
  public enum Distortion: String, Sendable, Hashable, Codable, CaseIterable {
    case none, gentle, strong

    public var ranges: Distortions? {
      switch self {
      case .none: nil
      case .gentle: .gentle
      case .strong: .strong
      }
    }
  }

  public let recipe: Recipe
  /// Decides the first weights, the order of the digits and their distortions.
  public let seed: UInt64
  /// How many digits make a step.
  public let batchSize: Int
  /// How far the first steps go.
  public let learningRate: Float
  public let distortion: Distortion

  /// - Parameters:
  ///   - batchSize: 256 for the article's network if it is `nil`; LeNet-5 learns from one digit at
  ///     a time.
  ///   - learningRate: 2e-3 for the article's network and 5e-4 for LeNet-5 if it is `nil`.
  /// - Throws: which setting is not possible.
  public init(
    recipe: Recipe, seed: UInt64 = 1, batchSize: Int? = nil, learningRate: Float? = nil,
    distortion: Distortion = .none
  ) throws(SettingsError) {
    let standardSize = recipe == .article ? 256 : 1
    let size = batchSize ?? standardSize
    guard size >= 1 else {
      throw SettingsError(setting: "batch", expected: "at least 1 digit", found: "\(size)")
    }
    guard recipe == .article || size == 1 else {
      throw SettingsError(
        setting: "batch", expected: "1, since lenet5 learns from one digit at a time",
        found: "\(size)")
    }
    let rate = learningRate ?? (recipe == .article ? 2e-3 : 5e-4)
    guard rate > 0, rate.isFinite else {
      throw SettingsError(setting: "rate", expected: "a number above 0", found: "\(rate)")
    }
    self.recipe = recipe
    self.seed = seed
    self.batchSize = size
    self.learningRate = rate
    self.distortion = distortion
  }

  /// A trainer that has not begun.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  public func trainer(threads: Int) -> Trainer {
    switch recipe {
    case .article:
      Trainer(
        batchSize: batchSize, optimizer: Adam(learningRate: learningRate),
        distortion: distortion.ranges, seed: seed, threads: threads)
    case .lenet5:
      Trainer(
        DiagonalLevenbergMarquardt(mu: 0.02, running: .everyTenthPattern), loss: RightPenalty(),
        schedule: LearningRateSchedule.lenet1998.scaled(toStartAt: learningRate),
        distortion: distortion.ranges, seed: seed)
    }
  }
}

extension LearningRateSchedule {
  /// The same course with all rates in proportion.
  fileprivate func scaled(toStartAt rate: Float) -> LearningRateSchedule {
    guard case .steps(let steps) = self, let first = steps.first, first.rate != rate else {
      return self
    }
    return .steps(steps.map { Step($0.rate * rate / first.rate, epochs: $0.epochs) })
  }
}

/// A setting of a training that is not possible.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  public var setting: String
  public var expected: String
  public var found: String

  public init(setting: String, expected: String, found: String) {
    self.setting = setting
    self.expected = expected
    self.found = found
  }

  public var description: String { "\(setting): expected \(expected), found \(found)" }
}
