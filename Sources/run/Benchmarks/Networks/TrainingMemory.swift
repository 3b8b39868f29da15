import ArgumentParser
import Datasets
import Foundation
import NeuralNet

/// `Benchmarks training-memory`: trains, and prints the most memory that it took, in megabytes.
struct TrainingMemory: ParsableCommand {
  static let name = "training-memory"
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Trains the article's network and prints the peak of its memory.",
    shouldDisplay: false)

  @Argument var epochs: Int

  func run() throws {
    let recipe = TrainingRecipe.article
    let (training, test) = try images(recipe)
    var network = try recipe.network(seed: 1)
    var trainer = recipe.trainer(seed: 1)
    for _ in 0..<epochs {
      try trainer.trainEpoch(&network, on: training)
      _ = network.evaluate(on: test)
    }
    print(peakMegabytes())
  }

  /// The digits as the network takes them; those that were read are let go.
  private func images(_ recipe: TrainingRecipe) throws -> (LabeledImages, LabeledImages) {
    let digits = try Digits.load()
    return (recipe.images(digits.training), recipe.images(digits.test))
  }
}

/// The most memory that this process ever had.
///
/// On Linux `getrusage` would count what the process that started this one had; the kernel's own
/// record of this program does not.
private func peakMegabytes() -> Double {
  #if os(Linux)
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return kilobytes.flatMap { Double($0) }.map { $0 * 1_024 / 1e6 } ?? .nan
  #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1e6
  #endif
}
