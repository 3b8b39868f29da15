import ArgumentParser
import Foundation
import ModelFiles
import Training

/// `lenet export`: weights for other programs.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a trained network as an ONNX model.",
    discussion: """
      The model's input is `image`, floats of [batch, 1, 32, 32]; its output is `output`, floats of \
      [batch, 10].

      Examples:
        lenet export weights.safetensors --onnx weights.onnx
      """)

  @Argument(help: ArgumentHelp("The file of weights.", valueName: "weights"))
  var weights: String

  @Option(help: ArgumentHelp("Where the model goes.", valueName: "file"))
  var onnx: String

  @OptionGroup var messages: OutputOptions

  func run() async throws {
    let trained = try TrainedNetwork(contentsOf: URL(fileURLWithPath: weights))
    try trained.network.exportONNX(
      to: URL(fileURLWithPath: onnx), metadata: trained.record.metadata)
    messages.console.say("Model: \(onnx)")
  }
}
