import ArgumentParser
import CommandLineTools
import Datasets
import Errors
import Foundation
import ImageFiles
import Training

/// `lenet predict`: which digit a picture shows.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Recognises handwritten digits in PNG files.",
    discussion: """
      A picture shows one digit, dark on light or light on dark, of any size up to 4096x4096 and \
      in any kind of PNG. It is brought to MNIST's form: the digit is scaled into 20x20 and \
      centred by its mass. Weights come from `lenet train`.

      Examples:
        lenet predict seven.png --weights weights.safetensors
        lenet predict scans/*.png --weights weights.safetensors --quiet
      """)

  @Argument(help: ArgumentHelp("The pictures.", valueName: "picture"))
  var pictures: [String]

  @Option(
    help: ArgumentHelp(
      "The file of weights; `lenet train` makes one.", valueName: "file"))
  var weights: String

  @OptionGroup var messages: OutputOptions

  func run() async throws {
    let console = messages.console
    let trained = try TrainedNetwork(contentsOf: URL(fileURLWithPath: weights))
    var isComplete = true
    for picture in pictures {
      do {
        let digit = try PNGReader().read(URL(fileURLWithPath: picture)).digit()
        let prediction = trained.prediction(for: digit)
        console.print("\(picture): \(prediction.summary)")
        if console.verbosity != .quiet { console.print("  \(prediction.scores)") }
      } catch let error as BlankPictureError {
        isComplete = false
        console.complain("Error: \(picture): \(error)")
      } catch let error as InputError {
        isComplete = false
        console.complain("Error: \(error)")
      }
    }
    if !isComplete { throw ExitCode.failure }
  }
}
