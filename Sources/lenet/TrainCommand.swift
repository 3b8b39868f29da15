import ArgumentParser
import CommandLineTools
import Datasets
import Errors
import Foundation
import ModelFiles
import NeuralNet
import Training

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
        lenet train                          the article's network
        lenet train --recipe lenet5          LeNet-5 of 1998
        lenet train --epochs 3 --seed 7 --output w.safetensors
        lenet train --resume                 go on with one that was stopped
        lenet train --history losses.csv --log-every-tenth-batch
      """)

  @Option(
    name: [.customLong("recipe"), .customLong("network")],
    help: ArgumentHelp(
      "The network and how it is trained: \(recipeNames).", valueName: "name"))
  var recipeName = TrainingRecipe.article.name

  @Option(help: "How many passes over the digits. (default: the recipe's number)")
  var epochs: Int?

  @Option(help: "How many digits make a step. (default: the recipe's number)")
  var batch: Int?

  @Option(help: "The highest learning rate. (default: the recipe's)")
  var rate: Float?

  @Option(help: "Equal seeds give equal weights.")
  var seed: UInt64 = 1

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

  private static let recipeNames = TrainingRecipe.published.map(\.name).joined(separator: ", ")

  private func settings() throws(InputError) -> TrainingSettings {
    try TrainingSettings(
      recipeName: recipeName, seed: seed, batchSize: batch, learningRate: rate, epochs: epochs)
  }

  func validate() throws {
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
    console.mention("Recipe: \(run.recipe), \(run.network.parameterCount) parameters")
    console.mention("Threads: \(threads.count)")
    let passes = run.recipe.epochs
    if run.epochs > 0 { console.say("Going on after pass \(run.epochs) of \(passes)") }
    let training = run.recipe.images(digits.training)
    let test = run.recipe.images(digits.test)
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
    return try TrainingRun(
      resuming: TrainingCheckpoint(contentsOf: checkpointFile), settings, dataSet: dataSet,
      threads: threads.count)
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
