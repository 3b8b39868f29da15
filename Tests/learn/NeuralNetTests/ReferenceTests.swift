import Foundation
import ModelFiles
import NeuralNet
import Testing

/// The article's network against numbers that PyTorch computed.
///
/// The numbers were made with PyTorch 2.13 (CPU, one thread) from 8 digits of MNIST's test set;
/// `REFERENCE_DIR` names another folder with a file of the same form.
@Suite("Agreement with PyTorch")
struct ReferenceTests {
  let file: SafetensorsFile
  let labels: [Int]

  init() throws {
    let folder: URL
    if let path = ProcessInfo.processInfo.environment["REFERENCE_DIR"] {
      folder = URL(filePath: path)
    } else {
      folder = try #require(Bundle.module.resourceURL).appending(path: "Reference")
    }
    file = try SafetensorsFile(contentsOf: folder.appending(path: "article.safetensors"))
    labels = try file.integers("label").map(Int.init)
  }

  func network(_ kernels: KernelSet = .fastest) throws -> Network {
    var network = try Network(
      input: [1, 32, 32], seed: 1, parts: ArticleNet.layers(), kernels: kernels)
    for name in network.parameterNames { network[name] = try file.tensor("init.\(name)") }
    return network
  }

  /// The largest difference, as a share of the expected tensor's largest number.
  func relativeDifference(_ found: Tensor, _ expected: Tensor) throws -> Float {
    try #require(found.shape == expected.shape)
    let largest = try #require(expected.scalars.map(abs).max())
    return try largestDifference(found, expected) / largest
  }

  func largestDifference(_ found: Tensor, _ expected: Tensor) throws -> Float {
    try #require(zip(found.scalars, expected.scalars).map { abs($0 - $1) }.max())
  }

  @Test(
    "Activations", arguments: KernelSet.runnable,
    [("s1", "s1"), ("sum", "sum"), ("c3", "c3"), ("f4", "f4"), ("f5", "logprob")])
  func activations(kernels: KernelSet, names: (layer: String, reference: String)) throws {
    let activations = try network(kernels).activations(of: file.tensor("input"))
    let expected = try file.tensor("act.\(names.reference)")
    #expect(try relativeDifference(activations[names.layer], expected) < 1e-5)
  }

  @Test("The loss and its gradients", arguments: KernelSet.runnable)
  func gradients(kernels: KernelSet) throws {
    let network = try network(kernels)
    let (loss, gradients) = try network.gradients(images: file.tensor("input"), labels: labels)
    let expectedLoss = try file.tensor("adam.loss").scalars[0]
    #expect(abs(Float(loss) - expectedLoss) < 1e-5 * expectedLoss)
    for name in network.parameterNames {
      let gradient = try #require(gradients[name])
      let expected = try file.tensor("adam.grad.\(name)")
      #expect(try relativeDifference(gradient, expected) < 1e-5, "\(name)")
    }
  }

  @Test("Weights after steps of Adam", arguments: [1, 3])
  func adam(steps: Int) throws {
    var network = try network()
    var optimizer = Adam(learningRate: 2e-3)
    for _ in 1...steps {
      let (_, gradients) = try network.gradients(images: file.tensor("input"), labels: labels)
      optimizer.update(&network, gradients: gradients)
    }
    for name in network.parameterNames {
      let expected = try file.tensor("adam.step\(steps).\(name)")
      #expect(try largestDifference(network[name], expected) < 1e-5, "\(name)")
    }
  }
}
