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
    guard (1...Self.greatestEpochs).contains(passes) else {
      throw InputError(
        place: "epochs", expected: "from 1 to \(Self.greatestEpochs)", found: "\(passes)")
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

  /// The settings of a training that begins: seed 1 and the recipe `article`, unless the options
  /// say others.
  ///
  /// - Throws: which option is not possible.
  public init(_ options: TrainingOptions) throws(InputError) {
    try self.init(
      recipeName: options.recipeName ?? TrainingRecipe.article.name, seed: options.seed ?? 1,
      batchSize: options.batchSize, learningRate: options.learningRate, epochs: options.epochs)
  }

  /// More passes than anybody has time for.
  public static let greatestEpochs = 1_000_000

  /// - Throws: an error of the decoder, also if the settings are not possible.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let recipeName = try values.decode(String.self, forKey: .recipeName)
    let seed = try values.decode(UInt64.self, forKey: .seed)
    let batchSize = try values.decodeIfPresent(Int.self, forKey: .batchSize)
    let learningRate = try values.decodeIfPresent(Float.self, forKey: .learningRate)
    let epochs = try values.decode(Int.self, forKey: .epochs)
    do {
      try self.init(
        recipeName: recipeName, seed: seed, batchSize: batchSize, learningRate: learningRate,
        epochs: epochs)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
    }
  }

  /// The command that trains in this way, wherever its files are.
  public var command: String {
    var words = ["lenet train --recipe", recipeName, "--seed", "\(seed)", "--epochs", "\(epochs)"]
    if let batchSize { words += ["--batch", "\(batchSize)"] }
    if let learningRate { words += ["--rate", "\(learningRate)"] }
    return words.joined(separator: " ")
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
  /// How many digits make a step.
  var batchSize: Int { if case .batches(let size, _) = method { size } else { 1 } }

  /// The highest learning rate of all steps.
  var highestRate: Float {
    if let schedule { return schedule.highestRate }
    return switch method {
    case .batches(_, let optimizer): optimizer.learningRate
    case .patterns(let rule): rule.learningRate
    }
  }

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
