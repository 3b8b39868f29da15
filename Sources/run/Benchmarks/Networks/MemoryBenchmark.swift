import Datasets
import Foundation
import NeuralNet

/// The most memory that a whole training takes, in a process of its own.
enum MemoryBenchmark: Benchmark {
  static let name = "memory"
  static let summary = "the peak of a training of the article's network, beside PyTorch's"

  /// PyTorch is spared most epochs: its peak comes in the first.
  private static let peerEpochs = 2

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let (recipe, folder) = (TrainingRecipe.article, conditions.folder)
    let work = "memory of \(recipe.epochs) epochs"
    guard conditions.isMNIST else {
      let absence = "no MNIST: MNIST_DIR names its folder"
      return [Entry(name, work: work, threads: conditions.threads, absence: absence)]
    }
    let sample = Sample([try peakOfTraining(epochs: recipe.epochs)], unit: .megabytes)
    var entry = Entry(
      name, work: work, threads: conditions.threads, sample: sample, peak: conditions.peak)

    _ = try conditions.articleNetwork()
    let peer = "PyTorch, \(peerEpochs) epochs"
    let torch = try conditions.python.start(
      "article_memory_torch.py", importing: "torch",
      [folder.path, "\(conditions.threads)", "\(peerEpochs)"])
    switch torch {
    case .running(let process):
      entry.comparisons = [
        Comparison(
          peer, threads: conditions.threads,
          sample: Sample([try process.nextNumber()], unit: .megabytes), own: sample)
      ]
    case .absent(let reason):
      entry.comparisons = [Comparison(peer, threads: conditions.threads, absence: reason)]
    }
    entry.want(.times(2), againstBestOf: "PyTorch")
    entry.want(.megabytes(300))
    return [entry]
  }

  /// Trains in another process of this program, which sees the same digits.
  private static func peakOfTraining(epochs: Int) throws -> Double {
    let (process, output) = (Process(), Pipe())
    process.executableURL =
      Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    process.arguments = [TrainingMemory.name, "\(epochs)"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0, let peak = Double(text.dropLast()) else {
      throw PeerFailure(
        peer: TrainingMemory.name, expected: "a number of megabytes",
        found: "\"\(text)\" and status \(process.terminationStatus)")
    }
    return peak
  }
}
