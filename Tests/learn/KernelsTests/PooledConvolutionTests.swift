import NeuralNet
import Testing

/// Convolution, ReLU and 2x2 max-pooling as one kernel, against the plain loops in a row.
@Suite("Pooled convolution")
struct PooledConvolutionTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    var patterns, maps, height, width, outputMaps, kernel: Int
    var branches = 1

    var testDescription: String {
      "\(patterns) x [\(maps), \(height), \(width)], \(branches) x \(outputMaps) maps by "
        + "\(kernel)x\(kernel)"
    }
    var inputShape: [Int] { [maps, height, width] }
    var rows: Int { height - kernel + 1 }
    var columns: Int { width - kernel + 1 }
  }

  static let awkwardSizes = [
    Sizes(patterns: 0, maps: 1, height: 8, width: 8, outputMaps: 1, kernel: 5),
    Sizes(patterns: 1, maps: 1, height: 6, width: 6, outputMaps: 1, kernel: 5),
    Sizes(patterns: 3, maps: 1, height: 32, width: 32, outputMaps: 6, kernel: 5),
    Sizes(patterns: 2, maps: 6, height: 14, width: 14, outputMaps: 16, kernel: 5),
    Sizes(patterns: 3, maps: 6, height: 14, width: 14, outputMaps: 16, kernel: 5, branches: 2),
    Sizes(patterns: 1, maps: 3, height: 9, width: 7, outputMaps: 24, kernel: 3, branches: 3),
    Sizes(patterns: 1, maps: 2, height: 8, width: 11, outputMaps: 6, kernel: 3, branches: 2),
    Sizes(patterns: 5, maps: 9, height: 10, width: 9, outputMaps: 9, kernel: 2),
    Sizes(patterns: 2, maps: 8, height: 7, width: 7, outputMaps: 40, kernel: 1),
  ]

  /// A network that ends in the pooled branches, and the same with ReLU layers of their own, which
  /// are never computed together with a convolution.
  static func network(_ sizes: Sizes, _ kernels: KernelBuild, isFused: Bool) throws -> Network {
    @NetworkBuilder func branch() -> [NetworkPart] {
      Conv2D(maps: sizes.outputMaps, kernel: sizes.kernel)
      ReLU()
      // A second rectifier changes no number, but no fused kernel knows the row.
      if !isFused { ReLU() }
      MaxPool2D(window: 2)
    }
    @NetworkBuilder func layers() -> [NetworkPart] {
      // With a layer in front there is an input whose gradient is wanted.
      Conv2D(maps: sizes.maps, kernel: 1)
      if sizes.branches == 1 {
        branch()
      } else {
        Sum { for _ in 0..<sizes.branches { Branch { branch() } } }
      }
      Dense(units: 10)
      LogSoftmax()
    }
    return try Network(
      input: sizes.inputShape, seed: 7, parts: layers(), kernels: kernels)
  }

  @Test(
    "Outputs and gradients are those of the layers one by one", arguments: KernelBuild.runnable,
    awkwardSizes)
  func agrees(kernels: KernelBuild, sizes: Sizes) throws {
    let fused = try Self.network(sizes, kernels, isFused: true)
    let plain = try Self.network(sizes, kernels, isFused: false)
    let images = Tensor(
      shape: [sizes.patterns] + sizes.inputShape,
      scalars: randomNumbers(sizes.patterns * sizes.inputShape.reduce(1, *), seed: 1))
    let labels = (0..<sizes.patterns).map { $0 % 10 }

    #expect(difference(fused(images).scalars, plain(images).scalars) < 1e-5)
    let found = fused.gradients(images: images, labels: labels)
    let expected = plain.gradients(images: images, labels: labels)
    #expect(abs(found.loss - expected.loss) < 1e-5)
    for (a, b) in zip(fused.parameterNames, plain.parameterNames) {
      let (left, right) = (found.gradients[a], expected.gradients[b])
      #expect(difference(left?.scalars ?? [], right?.scalars ?? []) < 1e-5, "\(a)")
    }
    let curvatures = fused.curvatures(images: images, labels: labels)
    let expectedCurvatures = plain.curvatures(images: images, labels: labels)
    for (a, b) in zip(fused.parameterNames, plain.parameterNames) {
      let (left, right) = (curvatures[a], expectedCurvatures[b])
      #expect(difference(left?.scalars ?? [], right?.scalars ?? []) < 1e-5, "\(a)")
    }
  }

  @Test("The largest of four sums wins, the first of equal ones", arguments: KernelBuild.runnable)
  func plainLoops(kernels: KernelBuild) throws {
    for sizes in Self.awkwardSizes where sizes.branches == 1 {
      // Few different numbers, so that there are ties.
      let input = randomNumbers(sizes.patterns * sizes.inputShape.reduce(1, *), seed: 2)
        .map { ($0 * 2).rounded() }
      let weightShape = [sizes.outputMaps, sizes.maps, sizes.kernel, sizes.kernel]
      let weights = randomNumbers(weightShape.reduce(1, *), seed: 3).map { ($0 * 2).rounded() }
      let bias = randomNumbers(sizes.outputMaps, seed: 4).map { $0.rounded() }
      let images = Tensor(shape: [sizes.patterns] + sizes.inputShape, scalars: input)
      // Whole numbers are added without rounding, in any order.
      let outputs = try [Arithmetic.fast, .plain].map { arithmetic in
        var network = try Network(
          input: sizes.inputShape, seed: 1,
          parts: [
            .layer(Conv2D("c", maps: sizes.outputMaps, kernel: sizes.kernel)), .layer(ReLU()),
            .layer(MaxPool2D("s", window: 2)),
          ], arithmetic: arithmetic, kernels: kernels)
        network["c.weight"] = Tensor(shape: weightShape, scalars: weights)
        network["c.bias"] = Tensor(shape: [sizes.outputMaps], scalars: bias)
        return network(images)
      }
      #expect(outputs[0] == outputs[1], "\(sizes)")
    }
  }

  @Test("A connection table holds in the fused kernels too", arguments: KernelBuild.runnable)
  func connectionTable(kernels: KernelBuild) throws {
    func network(_ parts: [NetworkPart]) throws -> Network {
      try Network(input: [6, 14, 14], seed: 3, parts: parts, kernels: kernels)
    }
    let convolution = NetworkPart.layer(Conv2D("c3", table: .lenet5, kernel: 5))
    let pooling = NetworkPart.layer(MaxPool2D("s4", window: 2))
    let fused = try network([convolution, .layer(ReLU()), pooling])
    let plain = try network([convolution, .layer(ReLU()), .layer(ReLU()), pooling])
    let images = Tensor(
      shape: [2, 6, 14, 14], scalars: randomNumbers(2 * 6 * 14 * 14, seed: 5))
    #expect(difference(fused(images).scalars, plain(images).scalars) < 1e-5)
  }
}
