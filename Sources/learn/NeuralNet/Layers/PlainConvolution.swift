import Kernels

/// A convolution by the plain loops.
struct PlainConvolution: LoweredLayer {
  let output: MapLayout
  let parameters: PackedParameters?
  private let packed: PackedParameters
  private let input: MapLayout
  private let kernel: Int
  private let squares: SquareScratch?

  init(_ convolution: Conv2D, over input: MapLayout, plan: inout MemoryPlan) {
    self.init(
      input, kernel: convolution.kernel,
      output: [
        convolution.maps, input.height - convolution.kernel + 1,
        input.width - convolution.kernel + 1,
      ], convolution.parameters(for: [input.maps, input.height, input.width]), plan: &plan)
  }

  /// A fully connected layer: each input is a map of one pixel.
  init(_ dense: Dense, inputs: Int, plan: inout MemoryPlan) {
    self.init(
      MapLayout(rowMajor: [inputs]), kernel: 1, output: [dense.units],
      dense.parameters(for: [inputs]), plan: &plan)
  }

  private init(
    _ input: MapLayout, kernel: Int, output: [Int], _ described: [ParameterDescription],
    plan: inout MemoryPlan
  ) {
    (self.input, self.kernel) = (input, kernel)
    self.output = MapLayout(rowMajor: output)
    packed = PackedParameters(rowMajor: described, plan: &plan)
    parameters = packed
    squares = SquareScratch(input: input, packed, plan: &plan)
  }

  private var bias: Region {
    packed.region.advanced(by: output.maps * input.maps * kernel * kernel)
  }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .plainConvolution(
        input: pass.input, shape: input.plainShape(pass.patterns), weights: packed.region,
        bias: bias, outputMaps: Int32(output.maps), kernel: Int32(kernel), output: pass.output)
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] { gradients(pass, weights: packed.region) }

  private func gradients(_ pass: Pass, weights: Region) -> [Instruction] {
    let shape = input.plainShape(pass.patterns)
    let (maps, kernel) = (Int32(output.maps), Int32(kernel))
    let biasGradient = Region(.gradients, Int(bias.offset))
    var instructions: [Instruction] = [
      .plainConvolutionWeightGradient(
        input: pass.input, outputGradient: pass.outputGradient, shape: shape, outputMaps: maps,
        kernel: kernel, weightGradient: packed.gradients, biasGradient: biasGradient)
    ]
    if pass.needsInput {
      instructions.append(
        .plainConvolutionInputGradient(
          outputGradient: pass.outputGradient, shape: shape, weights: weights,
          outputMaps: maps, kernel: kernel, inputGradient: pass.inputGradient))
    }
    return instructions
  }

  func curvatures(_ pass: CurvaturePass) -> [Instruction] {
    guard let squares else { return [] }
    return squares.instructions(pass, packed)
      + gradients(squares.pass(pass), weights: squares.weights)
  }
}

extension PackedParameters {
  /// Parameters as their tensors have them, one tensor behind the other.
  public init(rowMajor described: [ParameterDescription], plan: inout MemoryPlan) {
    var places: [[Int32]] = []
    var start = 0
    for description in described {
      places.append(
        description.isLearned.enumerated().map { $1 ? Int32(start + $0) : -1 })
      start += description.shape.reduce(1, *)
    }
    self.init(region: plan.reserve(start, in: .parameters), count: start, places: places)
  }
}

extension MapLayout {
  func plainShape(_ patterns: Int) -> PlainShape {
    PlainShape(patterns: patterns, maps: maps, height: height, width: width)
  }
}
