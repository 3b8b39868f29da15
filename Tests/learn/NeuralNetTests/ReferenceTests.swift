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

  func network(
    _ kernels: KernelBuild = .fastest, _ arithmetic: Arithmetic = .fast
  ) throws -> Network {
    var network = try Network(
      input: [1, 32, 32], seed: 1, parts: ArticleNet.layers(), arithmetic: arithmetic,
      kernels: kernels)
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
    "Activations", arguments: KernelBuild.runnable,
    [("s1", "s1"), ("sum", "sum"), ("c3", "c3"), ("f4", "f4"), ("f5", "logprob")])
  func activations(kernels: KernelBuild, names: (layer: String, reference: String)) throws {
    let activations = try network(kernels).activations(of: file.tensor("input"))
    let expected = try file.tensor("act.\(names.reference)")
    #expect(try relativeDifference(activations[names.layer], expected) < 1e-5)
  }

  @Test("The loss and its gradients", arguments: KernelBuild.runnable, [Arithmetic.fast, .plain])
  func gradients(kernels: KernelBuild, arithmetic: Arithmetic) throws {
    let network = try network(kernels, arithmetic)
    let (loss, gradients) = try network.gradients(images: file.tensor("input"), labels: labels)
    let expectedLoss = try file.tensor("adam.loss").scalars[0]
    #expect(abs(Float(loss) - expectedLoss) < 1e-5 * expectedLoss)
    for name in network.parameterNames {
      let gradient = try #require(gradients[name])
      let expected = try file.tensor("adam.grad.\(name)")
      #expect(try relativeDifference(gradient, expected) < 1e-5, "\(name)")
    }
  }

  /// The first step of a weight with gradient g is `rate * g / (|g| + epsilon)`, which hangs on the
  /// last digits of a gradient that is no larger than epsilon, unless it is zero in any order of
  /// additions.
  @Test("Weights after steps of Adam", arguments: [1, 3], [Arithmetic.fast, .plain])
  func adam(steps: Int, arithmetic: Arithmetic) throws {
    var network = try network(.fastest, arithmetic)
    var optimizer = Adam(learningRate: 2e-3)
    var found: [String: Tensor] = [:]
    for step in 1...steps {
      let (_, gradients) = try network.gradients(images: file.tensor("input"), labels: labels)
      if step == 1 { found = gradients }
      optimizer.update(&network, gradients: gradients)
    }
    for name in network.parameterNames {
      let expected = try file.tensor("adam.step\(steps).\(name)")
      let gradients = try file.tensor("adam.grad.\(name)").scalars
      let foundGradients = try #require(found[name]).scalars
      let rounding = 1e-6 * (gradients.map(abs).max() ?? 0)
      try #require(network[name].shape == expected.shape)
      for (index, gradient) in gradients.enumerated() {
        let sum = abs(gradient) + optimizer.epsilon
        let change =
          gradient == 0 && foundGradients[index] == 0
          ? 0 : min(optimizer.epsilon / (sum * sum) * rounding, 2)
        let bound = 1e-5 + 2e-3 * Float(steps) * change
        let difference = abs(network[name].scalars[index] - expected.scalars[index])
        #expect(difference < bound, "\(name) \(index), gradient \(gradient)")
      }
    }
  }
}
