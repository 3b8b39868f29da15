import ArgumentParser
import CommandLineTools
import Datasets
import Errors
import Files
import ImageFiles
import Training

/// `lenet predict`: which digit a picture shows.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Recognises handwritten digits in PNG files.",
    discussion: """
      A picture shows one digit, dark on light or light on dark, of any size up to 4096x4096 and \
      in any kind of PNG: a drawing, a scan or a photograph, with shadows, ruled paper, specks or a \
      frame around. It is brought to MNIST's form: the digit is scaled into 20x20 and centred by \
      its mass. A dash reads a picture from standard input.

      Weights are \(NamedWeights.help). Without --weights they are \(NamedWeights.supplied[0]).

      Examples:
        lenet predict seven.png
        lenet predict seven.png --weights weights.safetensors
        lenet predict scans/*.png --weights lenet5-distorted --quiet
      """)

  @Argument(help: ArgumentHelp("The pictures.", valueName: "picture"))
  var pictures: [String]

  @Option(
    help: ArgumentHelp(
      "The weights. (default: \(NamedWeights.supplied[0]))", valueName: "file or name"))
  var weights: String?

  @OptionGroup var messages: OutputOptions

  /// More bytes than a picture of the greatest size has.
  private static let largestFile = 1 << 28

  func run() async throws {
    let console = messages.console
    let named = try NamedWeights(weights)
    console.say("Weights: \(named.description)")
    var isComplete = true
    for picture in pictures where !StandardOutput.isLost {
      do {
        let file = InputFile(picture)
        let bytes = try file.contents(expected: "a picture", limit: Self.largestFile)
        let digit = try PNGReader().read(bytes, name: picture).foundDigit().digit
        let prediction = try named.trained.prediction(for: digit)
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
