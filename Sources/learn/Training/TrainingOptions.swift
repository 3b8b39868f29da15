/// What somebody asks of a training; `nil` leaves it to the recipe, or, for one that goes on, to how
/// it began.
public struct TrainingOptions: Sendable, Hashable {
  public var recipeName: String?
  public var seed: UInt64?
  public var batchSize: Int?
  public var learningRate: Float?
  public var epochs: Int?

  public init(
    recipeName: String? = nil, seed: UInt64? = nil, batchSize: Int? = nil,
    learningRate: Float? = nil, epochs: Int? = nil
  ) {
    self.recipeName = recipeName
    self.seed = seed
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.epochs = epochs
  }
}
