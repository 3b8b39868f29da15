import Datasets
public import Errors
public import Files
public import Foundation
public import NeuralNet

/// A training between two passes, as a file keeps it.
public struct TrainingCheckpoint: Sendable, Codable {
  public var settings: TrainingSettings
  public var data: TrainingData
  public var state: TrainingState
  public var history: TrainingHistory

  public init(
    settings: TrainingSettings, data: TrainingData, state: TrainingState, history: TrainingHistory
  ) {
    self.settings = settings
    self.data = data
    self.state = state
    self.history = history
  }

  /// The file's bytes; equal checkpoints give equal bytes.
  ///
  /// - Throws: if numbers are not finite.
  public func serialized() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(self)
  }

  /// - Throws: `InputError` if the file cannot be read, or if a training cannot go on from it.
  public init(contentsOf file: InputFile) throws(InputError) {
    let expected = "a checkpoint of a training"
    let data = try file.contents(expected: expected, limit: 1 << 30)
    do {
      self = try JSONDecoder().decode(TrainingCheckpoint.self, from: data)
    } catch {
      throw InputError(
        place: file.path, expected: expected, found: Self.words(for: error, in: data))
    }
    do throws(InputError) {
      try check()
    } catch {
      throw InputError(
        place: "\(file.path): \(error.place)", expected: error.expected, found: error.found)
    }
  }

  /// What a file is instead of a checkpoint.
  private static func words(for error: any Error, in data: Data) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      return "none of its \(place(context.codingPath + [key]))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      if !context.codingPath.isEmpty {
        return "something that cannot be at \(place(context.codingPath))"
      }
      if data.starts(with: Data("{".utf8)), data.firstRange(of: Data(#""source""#.utf8)) != nil {
        return "one that is cut short or damaged"
      }
    default: break
    }
    return FileFormat(data).description
  }

  /// Makes sure that nothing in it could lead a training astray: what reads numbers as places in
  /// memory relies on them.
  private func check() throws(InputError) {
    guard (0...settings.epochs).contains(state.epochs) else {
      throw InputError(
        place: "state.epochs", expected: "from 0 to \(settings.epochs) passes",
        found: "\(state.epochs)")
    }
    guard history.passes.map(\.epoch) == Array(1..<state.epochs + 1) else {
      throw InputError(
        place: "history.passes", expected: "passes 1 to \(state.epochs)",
        found: "\(history.passes.count) that do not fit")
    }
    _ = try TrainingRun(resuming: self, settings, data: data, threads: 1)
  }
}

// Going on as it began.
extension TrainingCheckpoint {
  /// The settings with which the training goes on.
  ///
  /// More passes may be made than were planned, or fewer, unless the learning rate depends on the
  /// plan: then the passes that are done would have been others.
  ///
  /// - Throws: what is asked that does not go together with the beginning.
  public func settings(for options: TrainingOptions) throws(InputError) -> TrainingSettings {
    let begun = try settings.recipe()
    try compare("recipe", settings.recipeName, options.recipeName)
    try compare("seed", settings.seed, options.seed)
    try compare("batch", begun.batchSize, options.batchSize)
    try compare("rate", begun.highestRate, options.learningRate)
    let epochs = options.epochs ?? settings.epochs
    guard epochs >= state.epochs else {
      throw InputError(
        place: "epochs", expected: "at least \(state.epochs), as many passes as are done",
        found: "\(epochs)")
    }
    if begun.schedule?.dependsOnLength ?? false, epochs != settings.epochs {
      throw InputError(
        place: "epochs",
        expected: "\(settings.epochs), for which the learning rates of \(begun) were planned "
          + "when the training began", found: "\(epochs)",
        advice: "train anew for another number of passes")
    }
    return try TrainingSettings(
      recipeName: settings.recipeName, seed: settings.seed, batchSize: settings.batchSize,
      learningRate: settings.learningRate, epochs: epochs)
  }

  /// - Throws: if these are other digits than those with which the training began.
  func check(_ other: TrainingData) throws(InputError) {
    try compare("data", data.source, other.source)
    guard data == other else {
      let place = data.training == other.training ? "test digits" : "training digits"
      throw InputError(
        place: "data", expected: "the \(place) with which the training began",
        found: "others, as many")
    }
  }

  private func compare<Value: Equatable>(
    _ place: String, _ begun: Value, _ asked: Value?
  ) throws(InputError) {
    guard let asked, asked != begun else { return }
    throw InputError(
      place: place, expected: "\(begun), with which the training began", found: "\(asked)")
  }
}
