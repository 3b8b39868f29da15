/// A fully connected layer: each unit is a weighted sum of all inputs.
///
/// `y = W x + b`
///
/// - Shapes: `x` `[batch, inputs]` (maps are taken row-major, map after map), `W`
///   `[units, inputs]`, `b` `[units]`, `y` `[batch, units]`.
/// - Source: LeCun et al. (1998), section II.B, layer F6.
public struct Dense: Layer {
  public let name: String?
  public let units: Int

  public init(_ name: String? = nil, units: Int) {
    self.name = name
    self.units = units
  }

  public var kind: String { "fully connected" }
  public var shortKind: String { "dense" }
  public var readsUnpaddedMaps: Bool { true }

  public func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] {
    guard units >= 1 else {
      throw LayerShapeError(expected: "at least 1 unit", found: "\(units)")
    }
    return [units]
  }

  public func parameters(for input: [Int]) -> [ParameterDescription] {
    let inputs = input.reduce(1, *)
    return [
      ParameterDescription(role: "weight", shape: [units, inputs], fanIn: inputs),
      ParameterDescription(role: "bias", shape: [units], fanIn: inputs),
    ]
  }

  public func cost(for input: [Int]) -> LayerCost {
    let inputs = input.reduce(1, *)
    return LayerCost(
      connections: units * (inputs + 1), multiplyAdds: units * inputs,
      window: input.count == 3 ? max(input[1], input[2]) : 1)
  }

  public func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    plan.arithmetic == .plain
      ? PlainConvolution(
        over: MapLayout(rowMajor: [input.count]), kernel: 1, output: [units],
        parameters(for: [input.count]), plan: &plan)
      : FastDense(output: [units], over: input, plan: &plan)
  }
}
