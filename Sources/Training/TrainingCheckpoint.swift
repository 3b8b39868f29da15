import Datasets
public import Errors
public import Foundation
public import NeuralNet

/// A training between two passes, as a file keeps it.
public struct TrainingCheckpoint: Sendable, Codable {
  public var settings: TrainingSettings
  public var dataSet: String
  public var state: TrainingState
  public var history: TrainingHistory

  public init(
    settings: TrainingSettings, dataSet: String, state: TrainingState, history: TrainingHistory
  ) {
    self.settings = settings
    self.dataSet = dataSet
    self.state = state
    self.history = history
  }

  /// Writes the checkpoint, whole or not at all; equal checkpoints give equal bytes.
  public func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try encoder.encode(self).write(to: url, options: .atomic)
  }

  /// - Throws: `InputError` if the file cannot be read or is no checkpoint.
  public init(contentsOf url: URL) throws(InputError) {
    let name = url.lastPathComponent
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw InputError(
        place: name, expected: "a training that was stopped", found: error.localizedDescription)
    }
    do {
      self = try JSONDecoder().decode(TrainingCheckpoint.self, from: data)
    } catch {
      throw InputError(
        place: name, expected: "a training that was stopped", found: "another kind of file")
    }
  }

  /// Makes sure that a training goes on as it began.
  ///
  /// More passes may be made than were planned, unless the learning rate depends on the plan.
  func check(_ settings: TrainingSettings, dataSet: String) throws(InputError) {
    let begun = self.settings
    func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "the recipe's" }
    let isPlanned = (try? begun.recipe())?.schedule?.dependsOnLength ?? false
    var pairs = [
      ("recipe", begun.recipeName, settings.recipeName),
      ("seed", "\(begun.seed)", "\(settings.seed)"),
      ("batch", text(begun.batchSize), text(settings.batchSize)),
      ("rate", text(begun.learningRate), text(settings.learningRate)),
      ("data", self.dataSet, dataSet),
    ]
    if isPlanned { pairs.append(("epochs", "\(begun.epochs)", "\(settings.epochs)")) }
    for (place, expected, found) in pairs where expected != found {
      throw InputError(
        place: place, expected: "\(expected), with which the training began", found: found)
    }
  }
}
