import Foundation
import NeuralNet

/// Checks the fast kernels against the plain ones, then times them, training and inference, and
/// prints tables in Markdown.
///
/// With `TORCH_PYTHON` naming an interpreter that has PyTorch, the same work is done by PyTorch
/// in turns and the ratio is printed. Run it from the repository's root.
@main
struct Benchmarks {
  /// How often each measurement is repeated.
  static let repetitions = 5

  static func main() throws {
    let threads = defaultThreadCount()
    print("Kernels: \(KernelSet.fastest), threads: \(threads)\n")
    let layers = try LayerBenchmark.articleLayers()
    for layer in layers { try layer.check() }
    print("All kernels agree with the plain loops.\n")

    var kernels = MarkdownTable(["kernel", "batch", "median", "spread", "GFLOP/s"])
    for layer in layers {
      for row in layer.measure(repetitions: repetitions) { kernels.append(row) }
    }
    print(kernels.text)

    let network = try NetworkBenchmark(images: 60_000, threads: threads)
    print(try network.measure(repetitions: repetitions).text)
  }
}
