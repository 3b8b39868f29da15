import Foundation
import ModelFiles
import NeuralNet
import Testing

/// Every gradient of both networks against finite differences in double precision.
@Suite("Gradients of both networks in double precision")
struct DoublePrecisionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var network: @Sendable () throws -> Network
    var parts: @Sendable () -> [NetworkPart]
    var plain: @Sendable (Network) -> PlainNetwork
    var range: ClosedRange<Float>
    /// The loss of some outputs if the first class is right.
    var loss: @Sendable ([Double]) -> Double
    var floatLoss: any Loss
  }

  static let cases = [
    Case(
      testDescription: "LeNet-5, equation 8",
      network: { try LeNet5.network(initialization: .standard, seed: 1) },
      parts: { LeNet5.layers() },
      plain: plainLeNet5, range: -0.1...1.175, loss: { $0[0] }, floatLoss: RightPenalty()),
    Case(
      testDescription: "LeNet-5, equation 9",
      network: { try LeNet5.network(initialization: .standard, seed: 2) },
      parts: { LeNet5.layers() },
      plain: plainLeNet5, range: -0.1...1.175,
      loss: { $0[0] + log(exp(-12) + $0.reduce(0) { $0 + exp(-$1) }) },
      floatLoss: CompetitivePenalty(j: 12)),
    Case(
      testDescription: "the article's network", network: { try ArticleNet.network(seed: 3) },
      parts: { ArticleNet.layers() },
      plain: plainArticleNet, range: 0...1, loss: { -$0[0] },
      floatLoss: NegativeLogLikelihood()),
  ]

  @Sendable static func plainLeNet5(_ network: Network) -> PlainNetwork {
    var plain = PlainNetwork(network)
    plain.append(.convolution(weight: "C1.weight", bias: "C1.bias", kernel: 5))
    plain.append(.scaledTanh)
    plain.append(.subsampling(coefficient: "S2.coefficient", bias: "S2.bias"))
    plain.append(.scaledTanh)
    plain.append(.convolution(weight: "C3.weight", bias: "C3.bias", kernel: 5))
    plain.append(.scaledTanh)
    plain.append(.subsampling(coefficient: "S4.coefficient", bias: "S4.bias"))
    plain.append(.scaledTanh)
    plain.append(.convolution(weight: "C5.weight", bias: "C5.bias", kernel: 5))
    plain.append(.scaledTanh)
    plain.append(.convolution(weight: "F6.weight", bias: "F6.bias", kernel: 1))
    plain.append(.scaledTanh)
    plain.append(.squaredDistances(codes: RBFCodes.digits.scalars.map(Double.init)))
    return plain
  }

  @Sendable static func plainArticleNet(_ network: Network) -> PlainNetwork {
    var plain = PlainNetwork(network)
    plain.append(.convolution(weight: "c1.weight", bias: "c1.bias", kernel: 5))
    plain.append(.rectifier)
    let start = plain.append(.maxPooling)
    let ends = ["c2a", "c2b"].map { branch in
      plain.append(
        .convolution(weight: "\(branch).weight", bias: "\(branch).bias", kernel: 5), after: start)
      plain.append(.rectifier)
      return plain.append(.maxPooling)
    }
    plain.append(.sum, after: ends[0], ends[1])
    plain.append(.convolution(weight: "c3.weight", bias: "c3.bias", kernel: 5))
    plain.append(.rectifier)
    plain.append(.convolution(weight: "f4.weight", bias: "f4.bias", kernel: 1))
    plain.append(.rectifier)
    plain.append(.convolution(weight: "f5.weight", bias: "f5.bias", kernel: 1))
    plain.append(.logSoftmax)
    return plain
  }

  /// A digit of the reference numbers, brought to another range.
  ///
  /// Noise is added because on an even background all numbers that max-pooling chooses from are
  /// equal, so that the loss has no slope there but a fold.
  func image(_ range: ClosedRange<Float>) throws -> Tensor {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Reference")
    let file = try SafetensorsFile(contentsOf: folder.appending(path: "article.safetensors"))
    let pixels = try file.tensor("input")[0].scalars
    var generator = SeededGenerator(seed: 5)
    return Tensor(
      shape: [1, 1, 32, 32],
      scalars: pixels.map {
        range.lowerBound + (range.upperBound - range.lowerBound) * $0
          + generator.uniform(in: 0...0.1)
      })
  }

  @Test("Every parameter and every pixel", arguments: cases)
  func everyGradient(test: Case) throws {
    let network = try test.network()
    let plain = test.plain(network)
    let image = try image(test.range)
    let values = plain.values(
      of: PlainNetwork.Value(maps: 1, side: 32, numbers: image.scalars.map(Double.init)))
    // The fast kernels, and the plain loops.
    var textbook = try Network(
      input: network.inputShape, seed: 1, parts: test.parts(), arithmetic: .plain)
    try textbook.setParameters(network.namedParameters)
    let found = [network, textbook].map { network in
      network.gradients(images: image, labels: [0], loss: test.floatLoss)
    }
    let expectedLoss = test.loss(try #require(values.last).numbers)
    for found in found { #expect(abs(found.loss - expectedLoss) < 1e-5 * expectedLoss) }

    /// The slope of the loss along a change of one value.
    func slope(_ index: Int, _ change: (inout [Double], Double) -> Void) -> Double {
      let step = 1e-6
      let sides = [step, -step].map { step in
        var moved = values[index]
        change(&moved.numbers, step)
        return test.loss(plain.output(replacing: index, by: moved, in: values))
      }
      return (sides[0] - sides[1]) / (2 * step)
    }
    func check(_ name: String, _ found: [Tensor?], _ expected: [Double]) throws {
      for found in found {
        let found = try #require(found).scalars
        try #require(found.count == expected.count)
        let largest = expected.reduce(0) { max($0, abs($1)) }
        let difference = zip(found, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
        #expect(difference < 2e-5 * largest, "\(name)")
      }
    }
    func gradients(_ name: String) -> [Tensor?] { found.map { $0.gradients[name] } }

    try check(
      "image",
      [network, textbook].map {
        $0.imageGradient(images: image, labels: [0], loss: test.floatLoss)
      },
      image.scalars.indices.map { pixel in slope(0) { $0[pixel] += $1 } })
    for (number, node) in plain.nodes.enumerated() {
      let input = values[node.inputs[0]]
      let (output, area) = (values[number + 1], values[number + 1].side * values[number + 1].side)
      switch node.step {
      case .convolution(let weight, let bias, let kernel):
        let table = weight == "C3.weight" ? ConnectionTable.lenet5 : nil
        var slopes: [Double] = []
        for map in 0..<output.maps {
          for inputMap in 0..<input.maps {
            for tap in 0..<kernel * kernel {
              // Where there is no connection there is no weight.
              guard table?.connects(input: inputMap, output: map) ?? true else {
                slopes.append(0)
                continue
              }
              let start = (inputMap * input.side + tap / kernel) * input.side + tap % kernel
              // The output is linear in the weight: it changes by the step times the input.
              slopes.append(
                slope(number + 1) { numbers, step in
                  for place in 0..<area {
                    let pixel = start + place / output.side * input.side + place % output.side
                    numbers[map * area + place] += step * input.numbers[pixel]
                  }
                })
            }
          }
        }
        try check(weight, gradients(weight), slopes)
        try check(bias, gradients(bias), ofMaps(output.maps))
      case .subsampling(let coefficient, let bias):
        var sums = plain
        sums.parameters[coefficient] = [Double](repeating: 1, count: output.maps)
        sums.parameters[bias] = [Double](repeating: 0, count: output.maps)
        let ofWindows = sums.run(node, values).numbers
        try check(
          coefficient, gradients(coefficient),
          (0..<output.maps).map { map in
            slope(number + 1) { numbers, step in
              for place in map * area..<(map + 1) * area {
                numbers[place] += step * ofWindows[place]
              }
            }
          })
        try check(bias, gradients(bias), ofMaps(output.maps))
      case .scaledTanh, .rectifier, .maxPooling, .logSoftmax, .squaredDistances, .sum: break
      }

      /// The slopes along the biases: each moves one map everywhere.
      func ofMaps(_ maps: Int) -> [Double] {
        (0..<maps).map { map in
          slope(number + 1) { numbers, step in
            for place in map * area..<(map + 1) * area { numbers[place] += step }
          }
        }
      }
    }
  }
}
