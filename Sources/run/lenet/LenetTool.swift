import ArgumentParser
import CommandLineTools
import Foundation
import NeuralNet

/// The tool that trains and uses the networks without the book.
@main
struct LenetTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lenet",
    abstract: "Trains and uses the networks of the book.",
    discussion: """
      Examples:
        lenet predict 7.png                      read a digit
        lenet fetch                              download MNIST once
        lenet train --output w.safetensors       train the article's network
        lenet evaluate w.safetensors             count its mistakes
        lenet predict 7.png --weights w.safetensors
        lenet export w.safetensors --onnx w.onnx

      Exit status: 0 for success, 1 for a failure, 2 for a wrong command.
      """,
    subcommands: [
      TrainCommand.self, EvaluateCommand.self, PredictCommand.self, ExportCommand.self,
      FetchCommand.self,
    ])

  func validate() throws {
    do {
      _ = try threadCount(in: ProcessInfo.processInfo.environment)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  static func main() async { await runTool() }
}
