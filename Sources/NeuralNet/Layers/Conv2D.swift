/// A convolution: every output map slides its own kernels over all input maps.
///
/// `y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i + u, j + v]`
///
/// - Shapes: `x` `[batch, in, height, width]`, `w` `[maps, in, kernel, kernel]`, `b` `[maps]`,
///   `y` `[batch, maps, height - kernel + 1, width - kernel + 1]`.
/// - Source: LeCun et al. (1998), section II.A.
public struct Conv2D: Layer {
  public let name: String?
  /// How many output maps there are.
  public let maps: Int
  /// The side of the square kernel, in pixels.
  public let kernel: Int

  public init(_ name: String? = nil, maps: Int, kernel: Int) {
    self.name = name
    self.maps = maps
    self.kernel = kernel
  }

  public var kind: String { "convolution \(kernel)x\(kernel)" }
  public var shortKind: String { "conv" }
  public var readsUnpaddedMaps: Bool { true }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] {
    guard maps >= 1 else {
      throw LayerShapeError(expected: "at least 1 map", found: "\(maps)")
    }
    guard kernel >= 1 else {
      throw LayerShapeError(expected: "a kernel of at least 1x1", found: "\(kernel)")
    }
    guard input.count == 3, input[1] >= kernel, input[2] >= kernel else {
      throw LayerShapeError(expected: "maps of at least \(kernel)x\(kernel)", found: input)
    }
    return [maps, input[1] - kernel + 1, input[2] - kernel + 1]
  }

  public func parameters(for input: [Int]) -> [ParameterDescription] {
    let fanIn = input[0] * kernel * kernel
    return [
      ParameterDescription(role: "weight", shape: [maps, input[0], kernel, kernel], fanIn: fanIn),
      ParameterDescription(role: "bias", shape: [maps], fanIn: fanIn),
    ]
  }

  public func cost(for input: [Int]) -> LayerCost {
    let units = maps * (input[1] - kernel + 1) * (input[2] - kernel + 1)
    let fanIn = input[0] * kernel * kernel
    return LayerCost(
      connections: units * (fanIn + 1), multiplyAdds: units * fanIn, window: kernel)
  }

  public func operation(for input: MapLayout, kernels: KernelSet) -> any LayerOperation {
    WeightedWindows(
      input: input, outputMaps: maps, height: kernel, width: kernel,
      output: MapLayout([maps, input.height - kernel + 1, input.width - kernel + 1]),
      kernels: kernels)
  }
}
