import Datasets
import Errors
import Files
import Foundation
import ModelFiles
import Training

/// The files that a training writes: the weights, a checkpoint beside them, the losses.
struct TrainingFiles {
  let weights: OutputFile
  /// Where weights go to a pipe or a device there is no place for a checkpoint.
  let checkpoint: OutputFile?
  let history: OutputFile?
  /// Whether everything is written once, after the last pass, since what is written to a pipe
  /// stays written.
  private let areStreams: Bool

  init(weights: String, history: String?) throws(InputError) {
    self.weights = OutputFile(weights)
    self.history = history.map { OutputFile($0) }
    let isStream = try self.weights.isStream()
    checkpoint = isStream ? nil : OutputFile(weights + ".checkpoint")
    areStreams = isStream
  }

  /// Makes sure that all of them can be written, and over nothing that is read.
  func check(against sources: [String]) throws(InputError) {
    var results = [("--output", weights)]
    if let checkpoint { results.append(("the checkpoint of --output", checkpoint)) }
    if let history { results.append(("--history", history)) }
    try OutputFile.check(results, against: sources)
  }

  /// Whether the program's own results would be mixed with one of these.
  var useStandardOutput: Bool {
    weights.isStandardOutput || history?.isStandardOutput ?? false
  }

  /// The training that stopped.
  func begun() throws(InputError) -> TrainingCheckpoint {
    guard let checkpoint else {
      throw InputError(
        place: "--resume", expected: "an --output that has its checkpoint beside it",
        found: weights.path)
    }
    guard FileManager.default.fileExists(atPath: checkpoint.path) else {
      throw InputError(
        place: checkpoint.path, expected: "a checkpoint of a training", found: "no such file",
        advice: "without --resume a training begins")
    }
    return try TrainingCheckpoint(contentsOf: InputFile(checkpoint.path))
  }

  /// Writes what a pass came to. The checkpoint is last: what it counts as done is there.
  func write(_ run: TrainingRun) throws {
    let isLast = run.epochs >= run.recipe.epochs
    if isLast || !areStreams {
      let file = SafetensorsFile(run.network, metadata: run.record.metadata)
      try weights.write(file.serialized())
    }
    if let history, try isLast || !history.isStream() {
      try history.write(Data(run.history.csv.utf8))
    }
    try checkpoint?.write(run.checkpoint().serialized())
  }
}
