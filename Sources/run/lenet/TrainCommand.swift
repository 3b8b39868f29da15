import ArgumentParser
import CommandLineTools
import Datasets
import Errors
import Foundation
import NeuralNet
import Training

/// `lenet train`: from digits to weights.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a network and writes its weights.",
    discussion: """
      Weights are written after each pass over the digits, together with a file FILE.checkpoint \
      from which --resume goes on: the weights become the same bits as without the stop. What is \
      not said again is taken from the checkpoint. More passes than were begun are possible with \
      the recipe article; the others plan their learning rates for a number of passes.

      Weights can go to a pipe (--output /dev/stdout); then they are written once, after the last \
      pass, without a checkpoint, and losses are printed on standard error.

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
      "The network and how it is trained: \(recipeNames). (default: article)", valueName: "name"))
  var recipeName: String?

  @Option(
    parsing: .unconditional,
    help: "How many passes over the digits. (default: the recipe's number)",
    transform: wholeNumber(1...TrainingSettings.greatestEpochs))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: "How many digits make a step. (default: the recipe's number)",
    transform: wholeNumber(1...Int.max))
  var batch: Int?

  @Option(
    parsing: .unconditional, help: "The highest learning rate. (default: the recipe's)",
    transform: positiveNumber)
  var rate: Float?

  @Option(
    parsing: .unconditional, help: "Equal seeds give equal weights. (default: 1)",
    transform: wholeNumber(0...UInt64.max))
  var seed: UInt64?

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

  private var options: TrainingOptions {
    TrainingOptions(
      recipeName: recipeName, seed: seed, batchSize: batch, learningRate: rate, epochs: epochs)
  }

  func validate() throws {
    // What goes on takes its recipe from the checkpoint, which is not read yet.
    if resume, recipeName == nil { return }
    do {
      _ = try TrainingSettings(options)
    } catch {
      throw ValidationError("--\(error)")
    }
  }

  func run() async throws {
    let files = try TrainingFiles(weights: output, history: history)
    let console = messages.console(printsToErrors: files.useStandardOutput)
    let digits = try data.digits()
    console.say("Digits: \(digits.source)")
    try files.check(against: digits.files.map(\.path))
    var run = try makeRun(TrainingData(digits), files)
    console.mention("Recipe: \(run.recipe), \(run.network.parameterCount) parameters")
    console.mention("Threads: \(threads.count)")
    if run.epochs == run.recipe.epochs {
      console.say("Nothing is left to train: \(run.epochs) of \(run.recipe.epochs) passes are done")
      try files.write(run)
    } else {
      try train(&run, digits, files, console)
    }
    console.say("Weights: \(output)")
  }

  private func makeRun(_ data: TrainingData, _ files: TrainingFiles) throws -> TrainingRun {
    guard resume else {
      return try TrainingRun(TrainingSettings(options), data: data, threads: threads.count)
    }
    let begun = try files.begun()
    let settings: TrainingSettings
    do throws(InputError) {
      settings = try begun.settings(for: options)
    } catch {
      throw InputError(
        place: "--\(error.place)", expected: error.expected, found: error.found,
        advice: error.advice)
    }
    return try TrainingRun(resuming: begun, settings, data: data, threads: threads.count)
  }

  private func train(
    _ run: inout TrainingRun, _ digits: Digits, _ files: TrainingFiles, _ console: Console
  ) throws {
    let passes = run.recipe.epochs
    if run.epochs > 0 { console.say("Going on after pass \(run.epochs) of \(passes)") }
    let training = run.recipe.images(digits.training)
    let test = run.recipe.images(digits.test)
    let progress = TrainingProgress(
      passes: run.epochs..<passes, digitsPerPass: training.count, console: console)
    while run.epochs < passes {
      let donePasses = run.epochs
      let pass: TrainingHistory.Pass
      do {
        pass = try run.trainPass(on: training, test: test) { step in
          progress.show(step)
          if logEveryTenthBatch, step.batch % 10 == 0 {
            console.print(
              "Train - Epoch \(step.epoch), Batch: \(step.batch), "
                + String(format: "Loss: %f", step.loss))
          }
        }
      } catch {
        throw DivergedTraining(error: error, passes: donePasses, output: output)
      }
      try files.write(run)
      console.print(Self.result(loss: pass.testLoss, accuracy: pass.testAccuracy))
      // Nobody is there to see what the other passes come to.
      if StandardOutput.isLost { return }
    }
  }

  /// The line that the article's program prints after each pass.
  static func result(loss: Double, accuracy: Double) -> String {
    String(format: "Test Avg. Loss: %f, Accuracy: %f", loss, accuracy)
  }
}

/// A training whose numbers grew beyond all bounds, and what is left of it.
struct DivergedTraining: Error, CustomStringConvertible {
  var error: TrainingError
  /// How many passes went well.
  var passes: Int
  var output: String

  var description: String {
    "\(error). The training has diverged: begin it anew with a smaller --rate. "
      + (passes == 0
        ? "Nothing was written."
        : "\(output) holds what pass \(passes) came to.")
  }
}
