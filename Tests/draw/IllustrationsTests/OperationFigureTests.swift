import Datasets
import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Operations step by step")
struct OperationFigureTests {
  private func plane(_ width: Int, _ height: Int) -> Plane {
    Plane(
      width: width, height: height,
      values: (0..<width * height).map { Float($0 * 5 % 9 - 4) / 4 })
  }

  private func unit(sources: Int, side: Int = 3, bad: Float? = nil) -> ConvolutionStep {
    var values = plane(6, 6).values
    if let bad { values[7] = bad }
    return ConvolutionStep(
      title: "One unit",
      sources: (0..<sources).map {
        ConvolutionStep.Source(
          name: "map \($0)", plane: Plane(width: 6, height: 6, values: values),
          kernel: plane(side, side))
      }, bias: 0.5, squash: "ReLU", name: "c1, map 2", output: plane(4, 4), row: 1, column: 0)
  }

  @Test("A unit of one map and a unit of three", arguments: [1, 3])
  func convolution(sources: Int) throws {
    let figure = unit(sources: sources)
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "convolution-step-\(sources)")
  }

  @Test("The numbers of a convolution add up")
  func convolutionSums() {
    let figure = unit(sources: 2)
    // Nine products: rows 1 to 3 and columns 0 to 2 of the plane times the kernel.
    var sum: Float = 0
    for row in 0..<3 {
      for column in 0..<3 {
        sum += plane(6, 6).values[(row + 1) * 6 + column] * plane(3, 3).values[row * 3 + column]
      }
    }
    #expect(figure.sums == [sum, sum])
    #expect(figure.activation == 2 * sum + 0.5)
    #expect(figure.result == plane(4, 4).values[4])
    #expect(
      figure.altText
        == "One unit. Windows of 3 by 3 in 2 maps, each with a kernel of its own, add up to 4.13; "
        + "with the bias 0.5 that is 4.63, and ReLU makes \u{2212}0.5 of it. It is the unit in row 1, "
        + "column 0 of c1, map 2.")
    #expect(
      figure.dataTable?.rows.map { $0[0] } == ["map 0", "map 1", "bias", "sum", "ReLU"])
  }

  @Test("Kernels of any size, and numbers that are none", arguments: [1, 2, 5, 6])
  func convolutionSizes(side: Int) {
    let figure = ConvolutionStep(
      sources: [
        .init(
          name: "a long name of a map that feeds it", plane: plane(9, 9), kernel: plane(side, side))
      ], bias: .nan, name: "c", output: plane(4, 4), row: 0, column: 0)
    expectSound(figure)
    for bad in [Float.nan, .infinity, 1e30, 1e-30] {
      expectSound(unit(sources: 1, bad: bad))
      expectSound(unit(sources: 20, bad: bad))
    }
  }

  @Test("The steps follow the network", arguments: ChangedNetwork.allCases)
  func networks(_ changed: ChangedNetwork) throws {
    let network = try changed.network().withExactWeights()
    let image = Tensor.digits(1)
    let names = changed.isLeNet5 ? ["C1", "C3", "C5"] : ["c1", "c2a", "c3"]
    for name in names {
      let figure = ConvolutionStep(network, layer: name, map: 1, image: image)
      expectSound(figure)
      let squashed = changed.isLeNet5 ? nil : max(figure.activation, 0)
      if let squashed { #expect(abs(figure.result - squashed) < 1e-4) }
    }
    let c1 = ConvolutionStep(network, layer: names[0], image: image)
    #expect(c1.sources.map(\.name) == ["input"])
    let second = ConvolutionStep(network, layer: names[1], image: image)
    #expect(
      second.sources.count
        == (changed == .lenet5 ? 3 : changed == .eightKernels ? 8 : 6))
    if changed.isLeNet5 {
      expectSound(SubsamplingStep(network, layer: "S2", map: 5, image: image))
      expectSound(PenaltyBars(network, image: image, label: 3))
    } else {
      let pooling = try MaxPoolingStep(network, layer: "s1", map: 5, image: image, label: 3)
      expectSound(pooling)
    }
  }

  @Test("A unit of a subsampling layer")
  func subsampling() throws {
    let figure = SubsamplingStep(
      title: "One unit of S2", source: "C1, map 0", input: plane(6, 6), window: 2,
      coefficient: 0.25, bias: -0.5, squash: "scaled tanh", name: "S2, map 0",
      output: plane(3, 3), row: 1, column: 2)
    expectSound(figure)
    let values = plane(6, 6).values
    #expect(figure.sum == values[16] + values[17] + values[22] + values[23])
    #expect(figure.activation == 0.25 * figure.sum - 0.5)
    try expectGolden(figure.drawing(), named: "subsampling-step")
  }

  @Test("Only winners get a gradient, the first of equals")
  func pooling() throws {
    let input = Plane(width: 4, height: 2, values: [1, 2, 0, 0, 3, 1, 0, 0])
    let figure = MaxPoolingStep(
      title: "Pooling", source: "c1, map 0", input: input, window: 2, name: "s1, map 0",
      gradient: Plane(width: 2, height: 1, values: [0.5, -0.25]))
    #expect(figure.winners == [4, 2])
    #expect(figure.pooled.values == [3, 0])
    #expect(figure.inputGradient.values == [0, 0, -0.25, 0, 0.5, 0, 0, 0])
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "max-pooling-step")
    #expect(
      figure.altText
        == "Pooling. Of 8 numbers of c1, map 0 the 2 largest of their windows go on, from 0 to 3. "
        + "The gradient goes back to these alone; the other 6 get none.")
  }

  @Test("Tiny gradients are written in units of a power of ten")
  func tinyGradients() {
    let figure = MaxPoolingStep(
      source: "c1", input: Plane(width: 2, height: 2, values: [.nan, 1, 2, 3]), window: 2,
      name: "s1", gradient: Plane(width: 1, height: 1, values: [-2.5e-7]))
    expectSound(figure)
    let texts = figure.drawing().texts.map(\.string)
    #expect(texts.contains("in units of 10⁻⁷"))
    #expect(texts.contains("\u{2212}2.50") && texts.contains("NaN"))
  }

  @Test("Padding keeps the ink as it is; stretching makes it larger")
  func padding() {
    var pixels = [UInt8](repeating: 0, count: 28 * 28)
    for row in 4..<24 { for column in 10..<18 { pixels[row * 28 + column] = 255 } }
    let digit = GrayImage(width: 28, height: 28, pixels: pixels)
    let figure = PaddingAndStretching(digit)
    expectSound(figure)
    let texts = figure.drawing().texts.map(\.string)
    #expect(texts.filter { $0 == "ink 8×20" }.count == 2)
    #expect(texts.contains("ink 10×24"))
    expectSound(
      PaddingAndStretching(
        GrayImage(width: 28, height: 28, pixels: [UInt8](repeating: 0, count: 784))))
  }

  @Test("The scaled tanh passes its targets")
  func squashing() {
    let figure = SquashingPlot()
    expectSound(figure)
    #expect(figure.altText.contains("passes \u{2212}1 at \u{2212}1 and 1 at 1"))
  }

  @Test("Penalties beside what was drawn")
  func penalties() throws {
    let codes = (0..<3).map { number in
      Plane(width: 2, height: 2, values: [1, -1, number == 0 ? 1 : -1, number == 1 ? 1 : -1])
    }
    let figure = PenaltyBars(
      title: "Penalties", drawn: Plane(width: 2, height: 2, values: [1, -0.5, 0.75, -1]),
      codes: codes, penalties: [0.3125, 7.3, 3.3125], label: 2)
    #expect(figure.answer == 0)
    #expect(
      figure.altText
        == "Penalties. The code of 0 wins with a penalty of 0.313, wrongly: it is a 2; next is 2 "
        + "with 3.31, last 1 with 7.3. 0 of 4 units have another sign than the winner's code.")
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "penalty-bars")
    var broken = figure
    broken.penalties = [.nan, .infinity, 1e30]
    expectSound(broken)
    broken.penalties = [.nan, .nan, .nan]
    #expect(broken.answer == nil)
    expectSound(broken)
  }

  @Test("Probabilities and penalties side by side")
  func answers() throws {
    let figure = AnswersCompared(
      title: "Two answers", probabilities: [0.875, 0.125, 1e-9], penalties: [120.25, 3.5, 0.0625],
      image: plane(4, 4), label: 0)
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "answers-compared")
    #expect(
      figure.altText
        == "Two answers. Softmax gives 0 a probability of 0.875; the code of 2 has the "
        + "smallest penalty, 0.0625. The label says 0. Penalties go up to 120.")
    expectSound(
      AnswersCompared(probabilities: [.nan, .nan], penalties: [.nan, .infinity]))
  }

  @Test("Windows outside of a map are mistakes of the caller")
  func wrongPlaces() async {
    await #expect(processExitsWith: .failure) {
      let plane = Plane(width: 3, height: 3, values: [Float](repeating: 0, count: 9))
      _ = ConvolutionStep(
        sources: [.init(name: "input", plane: plane, kernel: plane)], bias: 0, name: "c",
        output: plane, row: 1, column: 0)
    }
    await #expect(processExitsWith: .failure) {
      let network = try LeNet5.network(seed: 1)
      _ = ConvolutionStep(network, layer: "S2", image: Tensor(shape: [1, 1, 32, 32]))
    }
  }
}
