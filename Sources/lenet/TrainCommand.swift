import ArgumentParser
import Datasets
import Foundation
import ModelFiles
import NeuralNet
import Recipes

/// `lenet train`: from digits to weights.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a network and writes its weights.",
    discussion: """
      Weights are written after each pass over the digits, together with a file FILE.checkpoint \
      from which --resume goes on: with the same options, the weights become the same bits as \
      without the stop.

      Examples:
        lenet train                      the article's network, 15 passes
        lenet train --network lenet5     LeNet-5 of 1998, 20 passes
        lenet train --epochs 3 --seed 7 --output w.safetensors
        lenet train --resume             go on with one that was stopped
        lenet train --history losses.csv --log-every-tenth-batch
      """)

  @Option(help: "The network.")
  var network = Recipe.article

  @Option(help: "How many passes over the digits. (default: 15, lenet5 20)")
  var epochs: Int?

  @Option(help: "How many digits make a step. (default: 256, lenet5 1)")
  var batch: Int?

  @Option(help: "The learning rate of the first steps. (default: 0.002, lenet5 0.0005)")
  var rate: Float?

  @Option(help: "Equal seeds give equal weights.")
  var seed: UInt64 = 1

  @Option(help: "How far digits are distorted, anew in each pass.")
  var distort = TrainingSettings.Distortion.none

  @Option(help: ArgumentHelp("Where the weights go.", valueName: "file"))
  var output = "weights.safetensors"

  @Option(help: ArgumentHelp("Where the losses go, as CSV.", valueName: "file"))
  var history: String?

  @Flag(help: "Go on with the training that wrote the output's checkpoint.")
  var resume = false

  @Flag(help: "Print the loss of every tenth batch, in the words of the article's program.")
  var logEveryTenthBatch = false

  @OptionGroup var data: DataOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var messages: OutputOptions

  private var passes: Int { epochs ?? (network == .article ? 15 : 20) }

  private func settings() throws(SettingsError) -> TrainingSettings {
    try TrainingSettings(
      recipe: network, seed: seed, batchSize: batch, learningRate: rate, distortion: distort)
  }

  func validate() throws {
    guard passes >= 1 else {
      throw ValidationError("--epochs: expected at least 1, found \(passes)")
    }
    do {
      _ = try settings()
    } catch {
      throw ValidationError("--\(error)")
    }
  }

  func run() async throws {
    let console = messages.console
    let digits = try data.digits()
    console.say("Digits: \(digits.source)")
    var run = try makeRun(dataSet: digits.source)
    console.mention("Network: \(network.rawValue), \(run.network.parameterCount) parameters")
    console.mention("Threads: \(threads.count)")
    if run.epochs > 0 { console.say("Going on after pass \(run.epochs) of \(passes)") }
    let training = network.images(digits.training)
    let test = network.images(digits.test)
    let progress = TrainingProgress(
      passes: run.epochs..<passes, digitsPerPass: training.count, console: console)
    while run.epochs < passes {
      let pass = try run.trainPass(on: training, test: test) { step in
        progress.show(step)
        if logEveryTenthBatch, step.batch % 10 == 0 {
          console.print(
            "Train - Epoch \(step.epoch), Batch: \(step.batch), "
              + String(format: "Loss: %f", step.loss))
        }
      }
      console.print(Self.result(loss: pass.testLoss, accuracy: pass.testAccuracy))
      try write(run)
    }
    console.say("Weights: \(output)")
  }

  private func makeRun(dataSet: String) throws -> TrainingRun {
    let settings = try settings()
    guard resume else {
      return try TrainingRun(settings, dataSet: dataSet, threads: threads.count)
    }
    let checkpoint = try TrainingCheckpoint(contentsOf: checkpointFile)
    try checkpoint.check(settings, dataSet: dataSet)
    return try TrainingRun(resuming: checkpoint, threads: threads.count)
  }

  private var checkpointFile: URL { URL(fileURLWithPath: output + ".checkpoint") }

  private func write(_ run: TrainingRun) throws {
    try run.network.save(to: URL(fileURLWithPath: output), metadata: run.record.metadata)
    try run.checkpoint().write(to: checkpointFile)
    if let history {
      try Data(run.history.csv.utf8).write(to: URL(fileURLWithPath: history), options: .atomic)
    }
  }

  /// The line that the article's program prints after each pass.
  static func result(loss: Double, accuracy: Double) -> String {
    String(format: "Test Avg. Loss: %f, Accuracy: %f", loss, accuracy)
  }
}
