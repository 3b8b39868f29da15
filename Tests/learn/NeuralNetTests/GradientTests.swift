import NeuralNet
import Testing

/// Every layer's gradients against finite differences of the loss.
///
/// A convolution with 1x1 kernels stands before each layer: its weights learn through the
/// gradient of the layer's input.
@Suite("Gradients by finite differences")
struct GradientTests {
  struct Architecture: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var layers: @Sendable () -> [NetworkPart]

    init(_ name: String, @NetworkBuilder _ layers: @escaping @Sendable () -> [NetworkPart]) {
      testDescription = name
      self.layers = layers
    }
  }

  static let architectures = [
    Architecture("Conv2D") { Conv2D("layer", maps: 3, kernel: 3) },
    Architecture("Conv2D of another size") { Conv2D("layer", maps: 9, kernel: 2) },
    Architecture("ReLU") { ReLU("layer") },
    Architecture("MaxPool2D") { MaxPool2D("layer", window: 2) },
    Architecture("Dense") { Dense("layer", units: 5) },
    Architecture("Sum") {
      Sum("layer") {
        Branch {}
        Branch { Conv2D("side", maps: 2, kernel: 1) }
        Branch { Conv2D("other", maps: 2, kernel: 1) }
      }
    },
    Architecture("LogSoftmax twice") {
      Dense("layer", units: 6)
      LogSoftmax("inner")
    },
  ]

  @Test(
    "The gradient is the slope of the loss", arguments: KernelBuild.runnable, architectures)
  func slope(kernels: KernelBuild, architecture: Architecture) throws {
    let parts: [NetworkPart] =
      [.layer(Conv2D("before", maps: 2, kernel: 1))] + architecture.layers()
      + [.layer(Dense("classes", units: 3)), .layer(LogSoftmax())]
    var network = try Network(input: [1, 5, 6], seed: 5, parts: parts, kernels: kernels)
    var generator = SeededGenerator(seed: 7)
    let images = Tensor(
      shape: [3, 1, 5, 6], scalars: (0..<90).map { _ in generator.uniform(in: -1...1) })
    let labels = [0, 2, 1]

    let gradients = network.gradients(images: images, labels: labels).gradients
    let step: Float = 0x1p-8
    for name in network.parameterNames {
      let gradient = try #require(gradients[name])
      let weights = network[name]
      for index in weights.scalars.indices {
        var moved = weights
        moved.scalars[index] = weights.scalars[index] + step
        network[name] = moved
        let above = network.gradients(images: images, labels: labels).loss
        moved.scalars[index] = weights.scalars[index] - step
        network[name] = moved
        let below = network.gradients(images: images, labels: labels).loss
        let slope = (above - below) / Double(2 * step)
        #expect(
          abs(slope - Double(gradient.scalars[index])) < 3e-4,
          "\(name) \(index): slope \(slope), gradient \(gradient.scalars[index])")
      }
      network[name] = weights
    }
  }
}
