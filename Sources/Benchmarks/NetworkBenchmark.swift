import Foundation
import NeuralNet

/// Training and inference of the article's network, beside PyTorch if it is there.
struct NetworkBenchmark {
  private let data: LabeledImages
  private let threads: Int

  init(images: Int, threads: Int) throws {
    self.threads = threads
    var generator = SeededGenerator(seed: 1)
    // Four pixels of five are background, as in MNIST.
    let pixels = (0..<images * 1_024).map { _ in
      let bits = generator.next()
      return bits % 5 == 0 ? UInt8(truncatingIfNeeded: bits >> 32) : 0
    }
    let labels = (0..<images).map { _ in UInt8(generator.integer(below: 10)) }
    data = LabeledImages(imageShape: [1, 32, 32], pixels: pixels, labels: labels)
  }

  /// Alternates between the peer, if there is one, and our own work.
  func measure(repetitions: Int) throws -> MarkdownTable {
    let peer = try TorchPeer(threads: threads, images: data.count)
    var table = MarkdownTable(["work", "threads", "median", "spread", "PyTorch", "ratio"])

    var network = try ArticleNet.network(seed: 1)
    var trainer = Trainer(
      batchSize: 256, optimizer: Adam(learningRate: 2e-3), seed: 1, threads: threads)
    table.append(
      try row("training epoch, \(data.count) digits", repetitions, peer, "train") {
        try trainer.trainEpoch(&network, on: data)
      })
    table.append(
      try row("inference, \(data.count) digits", repetitions, peer, "infer") {
        _ = network.evaluate(on: data, threads: threads)
      })
    return table
  }

  private func row(
    _ name: String, _ repetitions: Int, _ peer: TorchPeer?, _ command: String,
    _ work: () throws -> Void
  ) throws -> [String] {
    try work()
    _ = try peer?.seconds(for: command)
    var (own, others): ([Double], [Double]) = ([], [])
    for _ in 0..<repetitions {
      own.append(try Measurement.time(work))
      if let peer { others.append(try peer.seconds(for: command)) }
    }
    let measurement = Measurement(seconds: own)
    let cells = [name, "\(threads)", measurement.medianText, measurement.spreadText]
    guard peer != nil else { return cells + ["not run", ""] }
    let other = Measurement(seconds: others)
    return cells + [other.medianText, rounded(other.median / measurement.median, digits: 1)]
  }
}
