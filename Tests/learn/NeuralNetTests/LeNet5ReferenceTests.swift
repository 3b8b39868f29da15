import Foundation
import ModelFiles
import NeuralNet
import Testing

/// LeNet-5 against numbers that PyTorch computed.
///
/// The numbers were made with PyTorch 2.13 (CPU, one thread) from 8 digits of MNIST's test set
/// and random codes; `REFERENCE_DIR` names another folder with a file of the same form.
@Suite("Agreement of LeNet-5 with PyTorch")
struct LeNet5ReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var loss: any Loss
    var testDescription: String { name }
  }

  static let losses = [
    Case(name: "mse", loss: RightPenalty()), Case(name: "map", loss: CompetitivePenalty(j: 0.1)),
  ]

  let file: SafetensorsFile
  let labels: [Int]

  init() throws {
    let folder: URL
    if let path = ProcessInfo.processInfo.environment["REFERENCE_DIR"] {
      folder = URL(filePath: path)
    } else {
      folder = try #require(Bundle.module.resourceURL).appending(path: "Reference")
    }
    file = try SafetensorsFile(contentsOf: folder.appending(path: "lenet5_1998.safetensors"))
    labels = try file.integers("label").map(Int.init)
  }

  /// The name that the file has for a parameter such as `C1.weight`.
  func referenceName(_ parameter: String) -> String { parameter.lowercased() }

  func network(
    _ kernels: KernelBuild = .fastest, _ arithmetic: Arithmetic = .fast
  ) throws -> Network {
    let codes = try RBFCodes(file.tensor("rbf.weight"))
    var network = try Network(
      input: [1, 32, 32], seed: 1, parts: LeNet5.layers(codes: codes), arithmetic: arithmetic,
      kernels: kernels)
    for name in network.parameterNames {
      network[name] = try file.tensor("init.\(referenceName(name))")
    }
    return network
  }

  func largestDifference(_ found: Tensor, _ expected: Tensor) throws -> Float {
    try #require(found.shape == expected.shape)
    return try #require(zip(found.scalars, expected.scalars).map { abs($0 - $1) }.max())
  }

  func relativeDifference(_ found: Tensor, _ expected: Tensor) throws -> Float {
    try largestDifference(found, expected) / #require(expected.scalars.map(abs).max())
  }

  @Test("The table of connections")
  func table() throws {
    let mask = try file.integers("c3.mask")
    let table = ConnectionTable.lenet5
    let found = (0..<16).flatMap { output in
      (0..<6).map { table.connects(input: $0, output: output) ? Int32(1) : 0 }
    }
    #expect(mask == found)
  }

  @Test(
    "Activations", arguments: KernelBuild.runnable,
    ["C1", "S2", "C3", "S4", "C5", "F6", "output"])
  func activations(kernels: KernelBuild, layer: String) throws {
    let activations = try network(kernels).activations(of: file.tensor("input"))
    let expected = try file.tensor("act.\(layer == "output" ? "rbf" : layer.lowercased())")
    #expect(try relativeDifference(activations[layer], expected) < 1e-5)
  }

  @Test("Both losses and their gradients", arguments: KernelBuild.runnable, losses)
  func gradients(kernels: KernelBuild, lossCase: Case) throws {
    let network = try network(kernels)
    let (loss, gradients) = try network.gradients(
      images: file.tensor("input"), labels: labels, loss: lossCase.loss)
    let expectedLoss = try file.tensor("\(lossCase.name).loss").scalars[0]
    #expect(abs(Float(loss) - expectedLoss) < 1e-5 * expectedLoss)
    for name in network.parameterNames {
      let gradient = try #require(gradients[name])
      let expected = try file.tensor("\(lossCase.name).grad.\(referenceName(name))")
      #expect(try relativeDifference(gradient, expected) < 1e-5, "\(name)")
    }
  }

  @Test("The plain loops agree too", arguments: losses)
  func plain(lossCase: Case) throws {
    let network = try network(.baseline, .plain)
    let (_, gradients) = try network.gradients(
      images: file.tensor("input"), labels: labels, loss: lossCase.loss)
    for name in network.parameterNames {
      let gradient = try #require(gradients[name])
      let expected = try file.tensor("\(lossCase.name).grad.\(referenceName(name))")
      #expect(try relativeDifference(gradient, expected) < 1e-5, "\(name)")
    }
  }

  @Test("Weights after steps of plain gradient descent", arguments: losses, [1, 3])
  func descent(lossCase: Case, steps: Int) throws {
    var network = try network()
    var optimizer = GradientDescent(learningRate: 1e-3)
    for _ in 1...steps {
      let (_, gradients) = try network.gradients(
        images: file.tensor("input"), labels: labels, loss: lossCase.loss)
      optimizer.update(&network, gradients: gradients)
    }
    for name in network.parameterNames {
      let expected = try file.tensor("\(lossCase.name).step\(steps).\(referenceName(name))")
      #expect(try largestDifference(network[name], expected) < 1e-5, "\(name)")
    }
  }
}
