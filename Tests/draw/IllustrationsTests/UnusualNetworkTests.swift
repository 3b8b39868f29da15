import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Figures of unusual networks")
struct UnusualNetworkTests {
  private static let longName = "a-layer-with-a-name-as-long-as-anybody-may-care-to-type"

  /// Long names, names of other scripts, odd sizes.
  private func named(_ first: String, _ second: String) throws -> Network {
    try Network(input: [1, 19, 17], seed: 1) {
      Conv2D(first, maps: 3, kernel: 4)
      ReLU()
      MaxPool2D(first + " 2", window: 3)
      Conv2D(second, maps: 2, kernel: 2)
      Dense(second + " 2", units: 7)
      LogSoftmax()
    }
  }

  private func image(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: [1] + shape, scalars: (0..<count).map { Float($0 * 37 % 101) / 100 })
  }

  @Test("Names of any length and script", arguments: ["c", longName, "卷积层", "שכבה", "🧠"])
  func names(_ name: String) throws {
    let network = try named(name, "b" + name)
    let image = image([1, 19, 17])
    let digits = LabeledImages(images: image, labels: [3], classes: 7)
    let gradients = network.gradients(images: image, labels: [3]).gradients
    let curvatures = network.curvatures(images: image, labels: [3])
    let figures: [any Figure] = [
      ArchitectureWithMaps(network, image: image), CostBars([(name, network.summary)]),
      ReceptiveFields(network.summary, image: image), KernelTable(network, layer: "b" + name),
      ConvolutionStep(network, layer: name, image: image),
      ConvolutionStep(network, layer: "b" + name, image: image),
      try MaxPoolingStep(network, layer: name + " 2", image: image, label: 3),
      EveryMap(network, image: image), LayersOfDigits(network, images: image),
      MostExciting(network, layer: name, among: digits),
      WeightHistograms(network, gradients: gradients),
      StepSizes(network, curvatures: curvatures, rule: DiagonalLevenbergMarquardt()),
    ]
    for figure in figures { expectSound(figure) }
  }

  @Test("Titles of any length and script", arguments: ["", longName, "一个数字" + longName])
  func titles(_ title: String) throws {
    let network = try LeNet5.network(seed: 1)
    let image = Tensor.digits(1)
    let figures: [any Figure] = [
      ArchitectureWithMaps(network, image: image, title: title), CostBars([], title: title),
      ConvolutionStep(network, layer: "C1", image: image, title: title),
      SubsamplingStep(network, layer: "S2", image: image, title: title),
      PenaltyBars(network, image: image, title: title),
      EveryMap(network, image: image, title: title),
      KernelTable(network, layer: "C3", title: title),
    ]
    for figure in figures { expectSound(figure) }
  }

  @Test("Networks without maps")
  func perceptron() throws {
    let network = try Network(input: [9], seed: 1) {
      Dense("hidden", units: 300)
      ReLU()
      Dense("output", units: 26)
      LogSoftmax()
    }
    let image = image([9])
    for figure: any Figure in [
      ArchitectureWithMaps(network, image: image), CostBars([("", network.summary)]),
      EveryMap(network, image: image), LayersOfDigits(network, images: image),
      WeightHistograms(network),
    ] { expectSound(figure) }
  }

  @Test("Images of three colours")
  func colors() throws {
    let network = try Network(input: [3, 20, 20], seed: 1) {
      Conv2D("c1", maps: 40, kernel: 3)
      ReLU()
      MaxPool2D("s1", window: 2)
      Dense("f2", units: 10)
      LogSoftmax()
    }
    let image = image([3, 20, 20])
    let step = ConvolutionStep(network, layer: "c1", map: 39, image: image)
    #expect(step.sources.map(\.name) == ["input, map 0", "input, map 1", "input, map 2"])
    for figure: any Figure in [
      step, ArchitectureWithMaps(network, image: image), EveryMap(network, image: image),
      LayersOfDigits(network, images: image), KernelTable(network, layer: "c1"),
      ReceptiveFields(network.summary, image: image),
      MostExciting(
        network, layer: "c1", among: LabeledImages(images: image, labels: [1]), maps: [0, 39]),
    ] { expectSound(figure) }
  }
}
