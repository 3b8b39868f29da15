import NeuralNet
import Testing

/// The Gauss-Newton second derivatives: each layer on its own, and all of them in a row.
@Suite("Second derivatives")
struct CurvatureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var layer: any Layer
    var input: [Int]
    /// Far enough for single precision, near enough for a curved function.
    var step: Float
    var testDescription: String { "\(layer.kind) of \(input)" }
  }

  static let cases = [
    Case(layer: Conv2D(maps: 3, kernel: 2), input: [2, 4, 3], step: 0.5),
    Case(layer: Conv2D(maps: 9, kernel: 3), input: [1, 5, 6], step: 0.5),
    Case(layer: Conv2D(table: .lenet5, kernel: 2), input: [6, 3, 3], step: 0.5),
    Case(layer: Dense(units: 5), input: [9], step: 0.5),
    Case(layer: Subsampling2D(window: 2), input: [3, 4, 5], step: 0.5),
    Case(layer: ScaledTanh(), input: [2, 3, 3], step: 0x1p-7),
    Case(layer: ReLU(), input: [2, 3, 3], step: 0x1p-12),
    Case(layer: MaxPool2D(window: 2), input: [3, 4, 4], step: 0x1p-12),
    Case(layer: RBFOutput(codes: .digits), input: [84], step: 0x1p-5),
    Case(layer: LogSoftmax(), input: [7], step: 0x1p-7),
  ]

  /// One layer with everything that it needs to run on one pattern.
  struct Bench {
    let operation: any LayerOperation
    let input: MapLayout
    let parameters: [Tensor]
    var scratch = LayerScratch()

    init(_ test: Case, kernels: KernelSet, generator: inout SeededGenerator) throws {
      _ = try test.layer.outputShape(for: test.input)
      input = MapLayout(test.input)
      operation = test.layer.operation(for: input, kernels: kernels)
      parameters = test.layer.parameters(for: test.input).map { description in
        Tensor(
          shape: description.shape,
          scalars: description.isLearned.map { $0 ? generator.uniform(in: -1...1) : 0 })
      }
    }

    func packed(_ parameters: [Tensor]) -> PackedParameters {
      var packed = PackedParameters()
      operation.pack(parameters[...], into: &packed)
      return packed
    }

    mutating func run(_ image: [Float], _ parameters: [Tensor]) -> [Float] {
      var output = operation.output.makeStorage(patterns: 1)
      operation.forward(
        image, patterns: 1, parameters: packed(parameters), scratch: &scratch, output: &output)
      return operation.output.rowMajor(output, patterns: 1)
    }
  }

  /// The sum of weights times squared slopes, from outputs on both sides.
  func squaredSlopes(
    _ above: [Float], _ below: [Float], _ step: Float, _ weights: [Float]
  ) -> Float {
    zip(zip(above, below), weights).reduce(0) { sum, pair in
      let slope = (pair.0.0 - pair.0.1) / (2 * step)
      return sum + pair.1 * slope * slope
    }
  }

  @Test(
    "Each layer multiplies by the squares of its slopes", arguments: KernelSet.runnable, cases)
  func layers(kernels: KernelSet, test: Case) throws {
    var generator = SeededGenerator(seed: 11)
    var bench = try Bench(test, kernels: kernels, generator: &generator)
    let (input, output) = (bench.input, bench.operation.output)
    let places = input.placesInRowMajorOrder()
    var image = input.makeStorage(patterns: 1)
    for place in places { image[place] = generator.uniform(in: -1...1) }
    let weights = output.placesInRowMajorOrder().map { _ in generator.uniform(in: 0...1) }
    var outputCurvature = output.makeStorage(patterns: 1)
    for (place, weight) in zip(output.placesInRowMajorOrder(), weights) {
      outputCurvature[place] = weight
    }

    var values = output.makeStorage(patterns: 1)
    let packed = bench.packed(bench.parameters)
    bench.operation.forward(
      image, patterns: 1, parameters: packed, scratch: &bench.scratch, output: &values)
    let pass = CurvaturePass(
      gradient: BackwardPass(
        patterns: 1, parameters: packed, input: image, output: values,
        outputGradient: output.makeStorage(patterns: 1)),
      outputCurvature: outputCurvature)
    var inputCurvature = input.makeStorage(patterns: 1)
    var parameterCurvature = bench.operation.makeGradient()
    bench.operation.addCurvatures(
      of: pass, scratch: &bench.scratch, toParameters: &parameterCurvature,
      toInput: &inputCurvature)
    let ofParameters = bench.operation.unpack(parameterCurvature)

    for place in places {
      var (above, below) = (image, image)
      above[place] += test.step
      below[place] -= test.step
      let expected = squaredSlopes(
        bench.run(above, bench.parameters), bench.run(below, bench.parameters), test.step, weights)
      let found = inputCurvature[place]
      #expect(abs(found - expected) < 2e-3 * max(1, expected), "input \(place)")
    }
    for (index, description) in test.layer.parameters(for: test.input).enumerated() {
      for (number, isLearned) in description.isLearned.enumerated() {
        var (above, below) = (bench.parameters, bench.parameters)
        above[index].scalars[number] += isLearned ? test.step : 0
        below[index].scalars[number] -= isLearned ? test.step : 0
        let expected = squaredSlopes(
          bench.run(image, above), bench.run(image, below), test.step, weights)
        let found = ofParameters[index][number]
        #expect(
          abs(found - expected) < 2e-3 * max(1, expected), "\(description.role) \(number)")
      }
    }
  }

  /// In a chain of single units nothing is left out by taking the diagonal alone, so that the
  /// estimate is the second derivative of the loss with the network replaced by its tangent.
  @Test("In a chain of units the estimate is that of the network's tangent")
  func chain() throws {
    let codes = try RBFCodes(Tensor(shape: [2, 1], scalars: [-1, 1]))
    var network = try Network(input: [1], seed: 4) {
      Dense("a", units: 1)
      ScaledTanh()
      Dense("b", units: 1)
      ScaledTanh()
      RBFOutput("output", codes: codes)
    }
    let images = Tensor(shape: [2, 1], scalars: [0.75, -0.5])
    let curvatures = network.curvatures(images: images, labels: [0, 1])
    // The output of the last unit, from the penalty of the second code: y = (x - code)^2.
    func unit(_ network: Network) -> [Float] {
      network.activations(of: images)["b"].scalars
    }
    let step: Float = 0x1p-8
    for name in network.parameterNames {
      let weight = network[name]
      network[name] = Tensor(shape: weight.shape, scalars: [weight.scalars[0] + step])
      let above = unit(network)
      network[name] = Tensor(shape: weight.shape, scalars: [weight.scalars[0] - step])
      let below = unit(network)
      network[name] = weight
      // The tangent's penalty (x + slope d - code)^2 has the second derivative 2 slope^2.
      let slopes = zip(above, below).map { ($0 - $1) / (2 * step) }
      let expected = slopes.reduce(0) { $0 + 2 * $1 * $1 } / 2
      let found = try #require(curvatures[name]).scalars[0]
      #expect(abs(found - expected) < 2e-3 * max(1, expected), "\(name)")
    }
  }

  @Test("The estimate of a batch is the mean over its patterns, and never negative")
  func mean() throws {
    let network = try LeNet5.network(initialization: .standard, seed: 2)
    var generator = SeededGenerator(seed: 3)
    let images = Tensor(
      shape: [2, 1, 32, 32],
      scalars: (0..<2_048).map { _ in generator.uniform(in: -0.1...1.175) })
    for loss in [RightPenalty(), CompetitivePenalty(j: 5)] as [any Loss] {
      let both = network.curvatures(images: images, labels: [3, 8], loss: loss)
      let parts = [3, 8].enumerated().map { index, label in
        network.curvatures(
          images: Tensor(shape: [1, 1, 32, 32], scalars: images[index].scalars), labels: [label],
          loss: loss)
      }
      for name in network.parameterNames {
        let found = try #require(both[name]).scalars
        let first = try #require(parts[0][name]).scalars
        let second = try #require(parts[1][name]).scalars
        for index in found.indices {
          let expected = (first[index] + second[index]) / 2
          #expect(abs(found[index] - expected) <= 1e-4 * max(expected, 1e-6), "\(name)")
          #expect(found[index] >= 0)
        }
      }
    }
  }
}
