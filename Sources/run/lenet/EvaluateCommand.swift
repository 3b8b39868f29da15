import ArgumentParser
import CommandLineTools
import Datasets
import Foundation
import ModelFiles
import NeuralNet
import Training

/// `lenet evaluate`: how well weights do on test digits.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Counts how many test digits a trained network recognises.",
    discussion: """
      Examples:
        lenet evaluate weights.safetensors
        lenet evaluate weights.safetensors --mnist ~/mnist --verbose
        lenet evaluate lenet5-distorted      weights that come with lenet
      """)

  @Argument(
    help: ArgumentHelp("The weights: \(NamedWeights.help).", valueName: "weights"))
  var weights: String

  @OptionGroup var data: DataOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var messages: OutputOptions

  func run() async throws {
    let console = messages.console
    let trained = try NamedWeights(weights).trained
    console.mention("Network: \(trained.record.network), trained on \(trained.record.dataSet)")
    console.mention("Passes: \(trained.record.epochs), seed \(trained.record.seed)")
    let digits = try data.digits()
    console.say("Digits: \(digits.source)")
    let evaluation = try trained.evaluation(on: digits.test, threads: threads.count)
    console.print(
      TrainCommand.result(loss: evaluation.meanLoss, accuracy: evaluation.accuracy))
    console.print("Mistakes: \(evaluation.mistakes.count) of \(evaluation.count)")
    for (label, row) in evaluation.confusion.enumerated() {
      let taken = row.enumerated().filter { $0.offset != label && $0.element > 0 }
        .map { "\($0.element) as \($0.offset)" }
      if !taken.isEmpty { console.mention("  \(label) was read \(taken.joined(separator: ", "))") }
    }
  }
}
