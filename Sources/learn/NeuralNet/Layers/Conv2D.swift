/// A convolution: every output map slides its own kernels over all input maps, or over those that
/// a table names.
///
/// `y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i + u, j + v]`
///
/// - Shapes: `x` `[batch, in, height, width]`, `w` `[maps, in, kernel, kernel]`, `b` `[maps]`,
///   `y` `[batch, maps, height - kernel + 1, width - kernel + 1]`. With a table `w` is zero, and
///   stays zero, for maps that are not connected.
/// - Source: LeCun et al. (1998), section II.A.
public struct Conv2D: Layer {
  public let name: String?
  /// How many output maps there are.
  public let maps: Int
  /// The side of the square kernel, in pixels.
  public let kernel: Int

  /// Which input maps feed each output map; all of them where there is no table.
  public let table: ConnectionTable?

  public init(_ name: String? = nil, maps: Int, kernel: Int) {
    self.name = name
    self.maps = maps
    self.kernel = kernel
    table = nil
  }

  /// A convolution with an output map for each column of the table.
  public init(_ name: String? = nil, table: ConnectionTable, kernel: Int) {
    self.name = name
    maps = table.outputMaps
    self.kernel = kernel
    self.table = table
  }

  public var kind: String {
    "convolution \(kernel)x\(kernel)" + (table.map { ", \($0.kernels) kernels" } ?? "")
  }
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
    if let table, input[0] != table.inputMaps {
      throw LayerShapeError(expected: "\(table.inputMaps) maps, as its table has", found: input)
    }
    return [maps, input[1] - kernel + 1, input[2] - kernel + 1]
  }

  public func parameters(for input: [Int]) -> [ParameterDescription] {
    let fanIns = inputsOfMaps(input[0]).map { $0 * kernel * kernel }
    return [
      ParameterDescription(
        role: "weight", shape: [maps, input[0], kernel, kernel], fanIns: fanIns, table: table),
      ParameterDescription(role: "bias", shape: [maps], fanIns: fanIns),
    ]
  }

  public func cost(for input: [Int]) -> LayerCost {
    let positions = (input[1] - kernel + 1) * (input[2] - kernel + 1)
    let weights = inputsOfMaps(input[0]).reduce(0, +) * kernel * kernel
    return LayerCost(
      connections: positions * (weights + maps), multiplyAdds: positions * weights,
      window: kernel)
  }

  /// How many input maps feed each output map.
  private func inputsOfMaps(_ inputMaps: Int) -> [Int] {
    table?.inputsOfMaps.map(\.count) ?? [Int](repeating: inputMaps, count: maps)
  }

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    if plan.arithmetic == .plain {
      let (rows, columns) = (input.height - kernel + 1, input.width - kernel + 1)
      return PlainConvolution(
        over: input, kernel: kernel, output: [maps, rows, columns],
        parameters(for: [input.maps, input.height, input.width]), plan: &plan)
    }
    if input.height == kernel, input.width == kernel {
      return FastDense(output: [maps, 1, 1], table: table, over: input, plan: &plan)
    }
    return FastConvolution(self, over: input, plan: &plan)
  }
}
