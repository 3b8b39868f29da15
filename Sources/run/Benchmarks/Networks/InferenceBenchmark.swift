import Datasets
import Figures
import Foundation
import ModelFiles
import NeuralNet

/// Inference of the article's network over the test digits.
enum InferenceBenchmark: Benchmark {
  static let name = "inference"
  static let summary =
    "10,000 digits through the article's network, beside PyTorch and ONNX Runtime"

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let recipe = TrainingRecipe.article
    let (folder, threads) = (conditions.folder, conditions.threads)
    let images = recipe.images(conditions.digits.test)
    let network = try conditions.articleNetwork()
    try network.exportONNX(to: folder.appending(path: "article.onnx"))
    let torch = try conditions.python.start(
      "article_torch.py", importing: "torch", [folder.path, "\(threads)"])
    let onnx = try conditions.python.start(
      "article_onnx.py", importing: "onnxruntime", [folder.path, "\(threads)"])

    try conditions.check(torch, "article-torch-outputs", against: network)
    try conditions.check(onnx, "article-onnx-outputs", against: network)

    let contest = Contest(
      benchmark: name,
      work: "inference, \(NumberText.grouped(images.count)) digits",
      threads: threads, multiplyAdds: images.count * network.summary.multiplyAdds,
      rivals: [
        torch.freshRival("PyTorch", threads: threads, work: "infer"),
        torch.freshRival(
          "PyTorch, channels last", threads: threads, work: "infer-channels-last"),
        onnx.freshRival("ONNX Runtime", threads: threads, work: "infer"),
      ])
    var entry = try contest.entry(conditions) {
      seconds { _ = network.evaluate(on: images, threads: threads) }
    }
    entry.want(.times(6), againstBestOf: "PyTorch")
    entry.want(.times(2), againstBestOf: "ONNX Runtime")
    return [entry]
  }
}
