import NeuralNet
import SinglePasses
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

  /// A network of one layer.
  func network(
    _ test: Case, _ parameters: [Tensor], _ kernels: KernelBuild, _ arithmetic: Arithmetic
  ) throws -> Network {
    var network = try Network(
      input: test.input, seed: 1, parts: [.layer(test.layer)], arithmetic: arithmetic,
      kernels: kernels)
    for (name, tensor) in zip(network.parameterNames, parameters) { network[name] = tensor }
    return network
  }

  func run(_ network: Network, _ image: [Float]) -> [Float] {
    network(Tensor(shape: [1] + network.inputShape, scalars: image)).scalars
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
    "Each layer multiplies by the squares of its slopes", arguments: KernelBuild.runnable, cases)
  func layers(kernels: KernelBuild, test: Case) throws {
    try check(test, kernels, .fast)
  }

  @Test("So do the plain loops", arguments: cases)
  func plainLayers(test: Case) throws { try check(test, .baseline, .plain) }

  private func check(_ test: Case, _ kernels: KernelBuild, _ arithmetic: Arithmetic) throws {
    var generator = SeededGenerator(seed: 11)
    let parameters = test.layer.parameters(for: test.input).map { description in
      Tensor(
        shape: description.shape,
        scalars: description.isLearned.map { $0 ? generator.uniform(in: -1...1) : 0 })
    }
    let layer = try network(test, parameters, kernels, arithmetic)
    let image = (0..<test.input.reduce(1, *)).map { _ in generator.uniform(in: -1...1) }
    let weights = (0..<layer.outputShape.reduce(1, *)).map { _ in generator.uniform(in: 0...1) }

    let bench = Bench(layer, patterns: 1, isChecked: true)
    bench.setInput(image)
    bench.forward()
    bench.setOutputGradient(weights.map { _ in 0 })
    bench.setOutputCurvature(weights)
    bench.carryCurvaturesBack()
    let (ofParameters, ofInput) = (bench.parameterGradients, bench.inputCurvature)

    for place in image.indices {
      var (above, below) = (image, image)
      above[place] += test.step
      below[place] -= test.step
      let expected = squaredSlopes(run(layer, above), run(layer, below), test.step, weights)
      #expect(abs(ofInput[place] - expected) < 2e-3 * max(1, expected), "input \(place)")
    }
    for (index, description) in test.layer.parameters(for: test.input).enumerated() {
      for (number, isLearned) in description.isLearned.enumerated() {
        var (above, below) = (parameters, parameters)
        above[index].scalars[number] += isLearned ? test.step : 0
        below[index].scalars[number] -= isLearned ? test.step : 0
        let expected = squaredSlopes(
          run(try network(test, above, kernels, arithmetic), image),
          run(try network(test, below, kernels, arithmetic), image), test.step, weights)
        let found = ofParameters[index].scalars[number]
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
