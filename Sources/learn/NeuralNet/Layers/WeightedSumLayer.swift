import Kernels

/// A layer of weighted sums: it carries second derivatives back as it does gradients, but with the
/// squares of its input and weights in their place.
protocol WeightedSumLayer: LoweredLayer {
  var packed: PackedParameters { get }
  var squares: SquareScratch? { get }

  /// - Parameter weights: the layer's own, or their squares.
  func gradients(_ pass: Pass, weights: Region) -> [Instruction]
}

extension WeightedSumLayer {
  var parameters: PackedParameters? { packed }

  func gradients(_ pass: Pass) -> [Instruction] { gradients(pass, weights: packed.region) }

  func curvatures(_ pass: Pass) -> [Instruction] {
    guard let squares else { return [] }
    var squared = pass.ofCurvatures
    squared.input = squares.input
    return squares.instructions(pass, packed) + gradients(squared, weights: squares.weights)
  }
}

/// Room for the squares of a layer's input and weights.
struct SquareScratch: Sendable {
  let input, weights: Region
  private let inputCount: Int

  /// - Returns: `nil` if the plan has no second derivatives.
  init?(input layout: MapLayout, _ parameters: PackedParameters, plan: inout MemoryPlan) {
    guard plan.hasCurvatures else { return nil }
    inputCount = layout.count
    input = plan.reserve(layout.count, in: .own, for: .scratch)
    weights = plan.reserve(parameters.count, in: .own, for: .scratch)
  }

  func instructions(_ pass: Pass, _ parameters: PackedParameters) -> [Instruction] {
    [
      .squares((input: pass.input, count: Int32(inputCount), output: input)),
      .squares((input: parameters.region, count: Int32(parameters.count), output: weights)),
    ]
  }
}
