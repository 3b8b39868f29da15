import Foundation
import NeuralNet
import Testing

@Suite("Network")
struct NetworkTests {
  @Test("The article's network has the parameters that its layers add up to")
  func parameterCounts() throws {
    #expect(try ArticleNet.network(seed: 1).parameterCount == 64_122)
    #expect(try ArticleNet.network(branches: 1, seed: 1).parameterCount == 61_706)
    let summary = try ArticleNet.network(seed: 1).summary
    #expect(summary.parameters == 64_122)
    #expect(summary.multiplyAdds == 656_520)
  }

  @Test("The table of the article's network")
  func summary() throws {
    let rows = try ArticleNet.network(seed: 1).summary.layers
    #expect(
      rows.map(\.name) == ["c1", "s1", "c2a", "s2a", "c2b", "s2b", "sum", "c3", "f4", "f5"])
    #expect(
      rows.map(\.kind) == [
        "convolution 5x5, ReLU", "max-pooling 2x2", "convolution 5x5, ReLU", "max-pooling 2x2",
        "convolution 5x5, ReLU", "max-pooling 2x2", "sum of 2 branches",
        "convolution 5x5, ReLU", "fully connected, ReLU", "fully connected, log-softmax",
      ])
    #expect(
      rows.map(\.inputs) == [
        ["input"], ["c1"], ["s1"], ["c2a"], ["s1"], ["c2b"], ["s2a", "s2b"], ["sum"], ["c3"],
        ["f4"],
      ])
    #expect(
      rows.map(\.outputShape) == [
        [6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5], [16, 10, 10], [16, 5, 5],
        [16, 5, 5], [120, 1, 1], [84], [10],
      ])
    #expect(rows.map(\.parameters) == [156, 0, 2416, 0, 2416, 0, 0, 48120, 10164, 850])
    #expect(rows.map(\.receptiveField) == [5, 6, 14, 16, 14, 16, 16, 32, 32, 32])
    #expect(rows.map(\.stride) == [1, 2, 2, 4, 2, 4, 4, 4, 4, 4])
    #expect(rows[0].connections == 122_304)
  }

  @Test("Changing the number of kernels in one place is enough", arguments: [1, 6, 8, 9])
  func otherKernelCounts(maps: Int) throws {
    let network = try ArticleNet.network(c1Maps: maps, seed: 1)
    #expect(network["c1.weight"].shape == [maps, 1, 5, 5])
    #expect(network["c2a.weight"].shape == [16, maps, 5, 5])
    #expect(network(Tensor(shape: [3, 1, 32, 32])).shape == [3, 10])
  }

  @Test("Outputs are the logarithms of probabilities", arguments: [0, 1, 31, 32, 33, 70])
  func outputs(batch: Int) throws {
    let images = barImages(count: batch, seed: 1).images(at: 0..<batch)
    let output = try smallNetwork()(images)
    #expect(output.shape == [batch, 4])
    for row in 0..<batch {
      let total = output[row].scalars.reduce(0.0) { $0 + exp(Double($1)) }
      #expect(abs(total - 1) < 1e-5)
    }
  }

  @Test("What an image gives does not depend on the images beside it")
  func batchIndependence() throws {
    let network = try smallNetwork()
    let data = barImages(count: 70, seed: 1)
    let together = network(data.images(at: 0..<70))
    for index in [0, 1, 31, 32, 69] {
      #expect(network(data.images(at: [index]))[0] == together[index])
    }
  }

  @Test("The seed decides the weights, and they are within their bounds")
  func initialisation() throws {
    let network = try smallNetwork(seed: 3)
    #expect(try network.namedParameters == smallNetwork(seed: 3).namedParameters)
    #expect(try network["c1.weight"] != smallNetwork(seed: 4)["c1.weight"])
    // 9 inputs to a unit of c1: within a third, and not much less.
    let largest = network["c1.weight"].scalars.map(abs).max() ?? 0
    #expect(largest <= 1 / 3 && largest > 0.25)
  }

  @Test("A branch without layers passes its input on")
  func shortcut() throws {
    var network = try Network(input: [1, 3, 3], seed: 1) {
      Sum("sum") {
        Branch {}
        Branch { Conv2D("c", maps: 1, kernel: 1) }
      }
    }
    network["c.weight"] = Tensor(shape: [1, 1, 1, 1], scalars: [2])
    network["c.bias"] = Tensor(shape: [1], scalars: [10])
    let images = Tensor(shape: [1, 1, 3, 3], scalars: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(network(images).scalars == [13, 16, 19, 22, 25, 28, 31, 34, 37])
  }

  @Test("Layers without a name get one that is free")
  func automaticNames() throws {
    let network = try Network(input: [1, 9, 9], seed: 1) {
      Conv2D(maps: 2, kernel: 2)
      Conv2D("conv2", maps: 2, kernel: 2)
      Conv2D(maps: 2, kernel: 2)
      ReLU("squash")
      MaxPool2D(window: 2)
    }
    #expect(network.summary.layers.map(\.name) == ["conv1", "conv2", "conv3", "squash", "pool1"])
  }

  @Test("Activations are found by the layers' names")
  func activations() throws {
    let network = try smallNetwork()
    let images = barImages(count: 40, seed: 1).images(at: 0..<40)
    let activations = network.activations(of: images)
    #expect(activations.names == ["c1", "s1", "c2a", "c2b", "sum", "f3", "f4"])
    #expect(activations["c1"].shape == [40, 3, 6, 6])
    #expect(activations["c1"].scalars.allSatisfy { $0 >= 0 })
    #expect(activations["f4"] == network(images))
    let (a, b) = (activations["c2a"].scalars, activations["c2b"].scalars)
    #expect(activations["sum"].scalars == zip(a, b).map(+))
  }
}
