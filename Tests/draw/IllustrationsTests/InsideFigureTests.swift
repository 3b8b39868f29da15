import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Inside a network")
struct InsideFigureTests {
  @Test("Every map of every layer is drawn", arguments: ChangedNetwork.allCases)
  func everyMap(_ changed: ChangedNetwork) throws {
    let network = try changed.network()
    let figure = EveryMap(network, image: .digits(1), label: 3)
    expectSound(figure)
    let pictures = figure.drawing().description.split(separator: "\n")
      .filter { $0.hasPrefix("image ") }
    // The input, each map, and one picture for a layer of single units.
    let maps = network.summary.layers.dropLast().reduce(1) { count, layer in
      count + (layer.outputShape.count == 3 && layer.outputShape[1] > 1 ? layer.outputShape[0] : 1)
    }
    #expect(pictures.count == maps)
    let names = figure.drawing().texts.filter { $0.weight == .bold }.map(\.string)
    #expect(network.summary.layers.dropLast().allSatisfy { names.contains($0.name) })
  }

  @Test("Layers of several digits", arguments: ChangedNetwork.allCases, [1, 3])
  func layersOfDigits(_ changed: ChangedNetwork, count: Int) throws {
    let network = try changed.network()
    expectSound(
      LayersOfDigits(network, images: .digits(count), labels: Array(repeating: 1, count: count)))
    expectSound(LayersOfDigits(network, images: .digits(count)))
  }

  @Test("The answers are told with the digits that were misread")
  func layersOfDigitsWords() throws {
    let network = try LeNet5.network(seed: 1)
    let images = Tensor.digits(2)
    let answers = (0..<2).map { network.winner(of: network(images)[$0].scalars) }
    let figure = LayersOfDigits(
      network, images: images, labels: [answers[0], answers[1] == 0 ? 1 : 0], title: "Digits")
    #expect(
      figure.altText
        == "Digits. 2 digits, a row each, with the maps of every layer and the answers, "
        + "of which 1 right: \(answers[0]), \(answers[1]) instead of \(answers[1] == 0 ? 1 : 0).")
    expectSound(LayersOfDigits(network, images: Tensor(shape: [0, 1, 32, 32])))
  }

  @Test("Pixels that are not numbers are drawn as such")
  func notANumber() throws {
    var image = Tensor.digits(1)
    for index in 0..<10 { image.scalars[index] = index % 2 == 0 ? .nan : .infinity }
    let network = try LeNet5.network(seed: 1)
    expectSound(EveryMap(network, image: image))
    expectSound(LayersOfDigits(network, images: image))
  }

  @Test("Mistakes have their true class and the answer", arguments: [0, 1, 8, 40, 150])
  func mistakes(count: Int) {
    let digits = LabeledImages(
      images: .digits(200, side: 28), labels: (0..<200).map { UInt8($0 % 10) })
    let mistakes = (0..<count).map {
      Evaluation.Mistake(index: $0, label: $0 % 10, predicted: ($0 + 1) % 10, scores: [])
    }
    let evaluation = Evaluation(
      meanLoss: 0, predictions: [Int](repeating: 0, count: 200), confusion: [], mistakes: mistakes)
    let figure = MistakeSheet(evaluation, of: digits)
    expectSound(figure)
    #expect(figure.grid.cells.count == min(count, 100))
    #expect(figure.grid.cells.first?.below == (count > 0 ? "0→1" : nil))
    if count == 1 {
      #expect(
        figure.altText == "The one mistake among 200 digits. Most often 0 was taken for 1, once. "
          + "From the first: 0 taken for 1.")
    }
  }

  @Test("Principal components of points on a line, whatever their order")
  func components() {
    let points = Tensor(shape: [4, 3], scalars: [0, 0, 0, 1, 2, 0, 2, 4, 0, 3, 6, 0])
    let found = PrincipalComponents(of: points, count: 2)
    let root = 5.0.squareRoot()
    #expect(zip(found.components[0], [1 / root, 2 / root, 0]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(abs(found.variances[0] - 6.25) < 1e-9 && abs(found.variances[1]) < 1e-9)
    #expect(abs(found.share(0) - 1) < 1e-9)
    #expect(abs(found.coordinates(of: [3, 6, 0])[0] - 1.5 * root) < 1e-9)
    let reversed = Tensor(shape: [4, 3], scalars: [3, 6, 0, 2, 4, 0, 1, 2, 0, 0, 0, 0])
    let again = PrincipalComponents(of: reversed, count: 2)
    #expect(zip(found.components[0], again.components[0]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("Components are at right angles and take the variance in turn")
  func orthogonal() {
    let points = Tensor(
      shape: [60, 4], scalars: (0..<240).map { Float(($0 * $0 * 7 + $0 * 13) % 101) / 10 })
    let found = PrincipalComponents(of: points, count: 4)
    for (i, first) in found.components.enumerated() {
      for (j, second) in found.components.enumerated() {
        let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-4)
      }
    }
    #expect(found.variances == found.variances.sorted(by: >))
    #expect(abs(found.variances.reduce(0, +) - found.totalVariance) < 1e-6)
    #expect(found.components.allSatisfy { ($0.max { abs($0) < abs($1) } ?? 0) > 0 })
  }

  @Test("A map of classes, also of few points, equal points, and none", arguments: [0, 1, 2, 300])
  func classMap(count: Int) throws {
    let values: [Float] = (0..<count * 6).map { index in
      Float(index / 6 % 10) + Float(index * 37 % 11) / 10
    }
    let labels = (0..<count).map { $0 % 10 }
    let figure = ClassMap(
      activations: Tensor(shape: [count, 6], scalars: values), labels: labels, layer: "F6")
    expectSound(figure)
    expectSound(
      ClassMap(activations: Tensor(repeating: 2, shape: [count, 6]), labels: labels, layer: "F6"))
    var broken = values
    if count > 0 { broken[0] = .nan }
    expectSound(
      ClassMap(
        activations: Tensor(shape: [count, 6], scalars: broken), labels: labels, layer: "F6"))
    if count == 300 {
      // Classes are told apart without colour.
      let digits = Set(figure.drawing().texts.filter { $0.size > 20 }.map(\.string))
      #expect(digits == Set((0..<10).map(String.init)))
      try expectGolden(
        ClassMap(
          activations: Tensor(shape: [4, 2], scalars: [0, 0, 4, 0, 0, 2, 4, 2]),
          labels: [0, 0, 1, 1], layer: "F6", width: 300, height: 240
        ).drawing(), named: "class-map")
    }
  }

  @Test("The digits that excite a map most, the greatest first", arguments: ChangedNetwork.allCases)
  func exciting(_ changed: ChangedNetwork) throws {
    let network = try changed.network()
    let digits = LabeledImages(images: .digits(9), labels: [0, 1, 2, 3, 4, 5, 6, 7, 8])
    for layer in network.summary.layers.dropLast().map(\.name) {
      expectSound(MostExciting(network, layer: layer, among: digits, count: 3))
    }
    let name = network.summary.layers[0].name
    let figure = MostExciting(network, layer: name, among: digits, count: 3, maps: [1])
    let activations = network.activations(of: digits.images(at: 0..<9))[name]
    let size = activations.count / 9 / activations.shape[1]
    let most = (0..<9).map { digit in
      let start = (digit * activations.shape[1] + 1) * size
      return activations.scalars[start..<start + size].max() ?? 0
    }.sorted(by: >)
    let shown = figure.drawing().texts.map(\.string)
    #expect(shown.contains(NumberText.compact(Double(most[0]))))
    #expect(shown.contains("map 1") && !shown.contains("map 0"))
  }
}
