import Kernels

/// Room for the squares of a layer's input and weights: a weighted sum carries second derivatives back
/// as gradients, but with squares.
struct SquareScratch: Sendable {
  let input, weights: Region
  private let inputCount: Int

  /// - Returns: `nil` if the plan has no second derivatives.
  init?(input layout: MapLayout, _ parameters: PackedParameters, plan: inout MemoryPlan) {
    guard plan.hasCurvatures else { return nil }
    inputCount = layout.count
    input = plan.reserve(layout.count, in: .own)
    weights = plan.reserve(parameters.count, in: .own)
  }

  func instructions(_ pass: CurvaturePass, _ parameters: PackedParameters) -> [Instruction] {
    [
      .squares(input: pass.gradient.input, count: Int32(inputCount), output: input),
      .squares(input: parameters.region, count: Int32(parameters.count), output: weights),
    ]
  }

  /// A pass in which gradients are second derivatives.
  func pass(_ pass: CurvaturePass) -> Pass {
    var squared = pass.asGradient
    squared.input = input
    return squared
  }
}
