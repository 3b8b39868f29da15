public import Errors
public import NeuralNet

/// Everything that decides how well a network learns: its architecture, how images are prepared,
/// and how it is trained.
///
/// ```swift
/// let recipe = TrainingRecipe.article
/// var network = try recipe.network(seed: 1)
/// var trainer = recipe.trainer(seed: 1)
/// try trainer.train(&network, on: recipe.images(digits.training), epochs: recipe.epochs)
/// let accuracy = network.evaluate(on: recipe.images(digits.test)).accuracy
/// ```
public struct TrainingRecipe: Sendable, CustomStringConvertible {
  /// What the recipe is known by, such as `article`.
  public var name: String
  public var fit: ImageFit
  /// What background and ink become.
  public var pixelRange: ClosedRange<Float>
  /// How many passes over the data there are.
  public var epochs: Int
  public var method: Trainer.Method
  public var loss: any Loss
  /// How the learning rate changes; `nil` leaves it as the method has it.
  public var schedule: LearningRateSchedule?
  /// How each training image is distorted, anew in each pass.
  public var distortions: Distortions?
  private let makeNetwork: @Sendable (_ seed: UInt64) throws(InputError) -> Network

  /// - Parameter network: the network with fresh weights.
  public init(
    name: String, fit: ImageFit, pixelRange: ClosedRange<Float>, epochs: Int,
    method: Trainer.Method, loss: any Loss, schedule: LearningRateSchedule? = nil,
    distortions: Distortions? = nil,
    network: @escaping @Sendable (_ seed: UInt64) throws(InputError) -> Network
  ) {
    self.name = name
    self.fit = fit
    self.pixelRange = pixelRange
    self.epochs = epochs
    self.method = method
    self.loss = loss
    self.schedule = schedule
    self.distortions = distortions
    makeNetwork = network
  }

  public var description: String { name }

  /// The network with fresh weights.
  public func network(seed: UInt64) throws(InputError) -> Network { try makeNetwork(seed) }

  /// What trains the network.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  public func trainer(seed: UInt64, threads: Int = defaultThreadCount()) -> Trainer {
    Trainer(
      method, loss: loss, schedule: schedule, distortion: distortions, seed: seed,
      threads: threads)
  }

  /// Digits as the network takes them, undistorted.
  public func images(_ digits: DigitSet) -> LabeledImages {
    digits.labeledImages(fit, range: pixelRange)
  }
}
