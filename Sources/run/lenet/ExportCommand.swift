import ArgumentParser
import CommandLineTools
import Files
import ModelFiles
import Training

/// `lenet export`: weights for other programs.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a trained network as an ONNX model.",
    discussion: """
      The model's input is `image`, floats of [batch, 1, 32, 32]; its output is `output`, floats of \
      [batch, 10]. The file's own documentation says the following of its network.

      A digit goes in in MNIST's form: 28x28, light ink on black. For article it is stretched to \
      32x32 by bilinear interpolation, for all others padded by 2 pixels of background on each \
      side. Background is 0 and ink 1 for the article's networks, -0.1 and 1.175 for lenet5 and \
      lenet5-distorted.

      The article's networks give the logarithm of each digit's probability: the largest wins. \
      lenet5 and lenet5-distorted give a penalty for each digit: the smallest wins.

      Examples:
        lenet export weights.safetensors --onnx weights.onnx
        lenet export lenet5-distorted --onnx weights.onnx
      """)

  @Argument(
    help: ArgumentHelp("The weights: \(NamedWeights.help).", valueName: "weights"))
  var weights: String

  @Option(help: ArgumentHelp("Where the model goes.", valueName: "file"))
  var onnx: String

  @OptionGroup var messages: OutputOptions

  func run() async throws {
    let named = try NamedWeights(weights)
    let file = OutputFile(onnx)
    try OutputFile.check([("--onnx", file)], against: [named.path])
    let (recipe, record) = (named.trained.recipe, named.trained.record)
    var metadata = record.metadata
    metadata["input"] = recipe.inputDescription
    metadata["output"] = recipe.outputDescription
    let model = try ONNXModel(
      named.trained.network, metadata: metadata, documentation: recipe.documentation)
    try file.write(model.serialized())
    messages.console.say("Model: \(onnx)")
  }
}
