import Errors
import NeuralNet
import Testing

@Suite("The rest of a network")
struct NetworkTailTests {
  private static let layers = ["c1", "s1", "sum", "c3", "f4"]

  @Test("What is behind a layer makes of its output what the network makes of the image")
  func sameOutputs() throws {
    let network = try ArticleNet.network(branches: 3, seed: 3)
    let images = Tensor(
      shape: [2, 1, 32, 32], scalars: (0..<2_048).map { Float($0 * 31 % 97) / 97 })
    let activations = network.activations(of: images)
    let outputs = network(images).scalars
    for layer in Self.layers {
      let tail = try network.tail(after: layer)
      let same = tail(activations[layer]).scalars
      #expect(zip(outputs, same).allSatisfy { abs($0 - $1) < 1e-4 }, "after \(layer)")
    }
  }

  @Test("The gradient of the rest is the gradient with respect to the layer's output")
  func gradient() throws {
    let network = try LeNet5.network(seed: 2)
    let images = Tensor(
      shape: [1, 1, 32, 32], scalars: (0..<1_024).map { Float($0 * 31 % 97) / 97 })
    let tail = try network.tail(after: "S2")
    var values = network.activations(of: images)["S2"]
    let gradient = tail.imageGradient(images: values, labels: [4])
    for index in [0, 300, 1_175] {
      let step: Float = 1e-2
      values.scalars[index] += step
      let above = tail(values).scalars[4]
      values.scalars[index] -= 2 * step
      let below = tail(values).scalars[4]
      values.scalars[index] += step
      let slope = (above - below) / (2 * step)
      #expect(abs(slope - gradient.scalars[index]) < 0.02 * max(1, abs(slope)))
    }
  }

  @Test(
    "Layers that have no rest",
    arguments: [
      ("f5", "f5: expected a layer with others behind it, found the last"),
      ("c9", "c9: expected a layer of the network, found no layer of that name"),
      ("c2a", "c2a: expected a layer that all others pass through, found a way around it"),
    ])
  func refused(layer: String, message: String) throws {
    let network = try ArticleNet.network(seed: 1)
    #expect {
      _ = try network.tail(after: layer)
    } throws: {
      "\($0)" == message
    }
  }
}
