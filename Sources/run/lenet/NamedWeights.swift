import CommandLineTools
import Files
import Foundation
import ModelFiles
import Training

/// Weights by the name of a file, or of those that come with the program.
struct NamedWeights {
  /// The weights that come with the program, the best reader of drawings first.
  ///
  /// `scripts/results` makes them.
  static let supplied = ["article-improved", "lenet5-distorted"]

  let trained: TrainedNetwork
  /// Which weights they are, in a line for readers.
  let description: String
  /// The file that they are in.
  let path: String

  /// - Parameter name: `nil` for those that are used if nobody names any. A file of that name goes
  ///   before what comes with the program.
  init(_ name: String?) throws {
    let wanted = name ?? Self.supplied[0]
    let isFile = name.map { FileManager.default.fileExists(atPath: $0) } ?? false
    guard !isFile, Self.supplied.contains(wanted) else {
      path = wanted
      trained = try TrainedNetwork(contentsOf: InputFile(wanted))
      description = wanted
      return
    }
    path = Bundle.module.bundleURL.appending(path: "Weights/\(wanted).safetensors").path
    trained = try TrainedNetwork(contentsOf: InputFile(path))
    let error = trained.record.testError.map { String(format: "%.2f %%", 100 * $0) } ?? "some"
    description =
      "\(wanted), which come with lenet and misread \(error) of MNIST's test digits"
  }

  static let help = "a file that `lenet train` made, or \(supplied.joined(separator: " or "))"
}
