public import Datasets
public import Errors
import NeuralNet

/// A recipe of the book with what was changed about it: equal settings give equal weights.
public struct TrainingSettings: Sendable, Hashable, Codable {
  /// The name of a recipe of the book, such as `article`.
  public let recipeName: String
  /// Decides the first weights, the order of the digits and their distortions.
  public let seed: UInt64
  /// How many digits make a step; `nil` if it is the recipe's number.
  public let batchSize: Int?
  /// The highest learning rate; `nil` if it is the recipe's.
  public let learningRate: Float?
  /// How many passes over the digits there are.
  public let epochs: Int

  /// - Parameter epochs: the recipe's number if it is `nil`.
  /// - Throws: which setting is not possible.
  public init(
    recipeName: String, seed: UInt64 = 1, batchSize: Int? = nil, learningRate: Float? = nil,
    epochs: Int? = nil
  ) throws(InputError) {
    let recipe = try TrainingRecipe.published(named: recipeName)
    let passes = epochs ?? recipe.epochs
    guard passes >= 1 else {
      throw InputError(place: "epochs", expected: "at least 1", found: "\(passes)")
    }
    if let batchSize {
      guard batchSize >= 1 else {
        throw InputError(place: "batch", expected: "at least 1", found: "\(batchSize)")
      }
      if case .patterns = recipe.method, batchSize > 1 {
        throw InputError(
          place: "batch", expected: "1, since \(recipe) learns from one digit at a time",
          found: "\(batchSize)")
      }
    }
    if let learningRate, learningRate <= 0 || !learningRate.isFinite {
      throw InputError(
        place: "rate", expected: "a number above 0", found: "\(learningRate)")
    }
    self.recipeName = recipeName
    self.seed = seed
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.epochs = passes
  }

  /// The recipe with the changes made; its schedule takes as long as the training.
  ///
  /// - Throws: if the book has no recipe of that name.
  public func recipe() throws(InputError) -> TrainingRecipe {
    var recipe = try TrainingRecipe.published(named: recipeName)
    recipe.epochs = epochs
    recipe.schedule = recipe.schedule?.lasting(epochs)
    if let learningRate {
      if let schedule = recipe.schedule {
        recipe.schedule = schedule.scaled(by: learningRate / schedule.highestRate)
      } else if case .batches(let size, var optimizer) = recipe.method {
        optimizer.learningRate = learningRate
        recipe.method = .batches(size: size, optimizer)
      }
    }
    if let batchSize, case .batches(_, let optimizer) = recipe.method {
      recipe.method = .batches(size: batchSize, optimizer)
    }
    return recipe
  }
}

extension TrainingRecipe {
  /// A recipe of the book by its name.
  ///
  /// - Throws: if there is none of that name.
  public static func published(named name: String) throws(InputError) -> TrainingRecipe {
    guard let recipe = published.first(where: { $0.name == name }) else {
      throw InputError(
        place: "recipe", expected: published.map(\.name).joined(separator: ", "), found: name)
    }
    return recipe
  }
}
