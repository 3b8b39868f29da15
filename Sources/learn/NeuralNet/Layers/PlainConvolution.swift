import Kernels

/// A convolution by the plain loops, or a fully connected layer, whose inputs are maps of one pixel.
struct PlainConvolution: WeightedSumLayer {
  let output: MapLayout
  let packed: PackedParameters
  let squares: SquareScratch?
  private let input: MapLayout
  private let kernel: Int32

  /// - Parameter described: the parameters, weights before biases.
  init(
    over input: MapLayout, kernel: Int, output: [Int], _ described: [ParameterDescription],
    plan: inout MemoryPlan
  ) {
    (self.input, self.kernel) = (input, Int32(kernel))
    self.output = MapLayout(rowMajor: output)
    packed = PackedParameters(rowMajor: described, plan: &plan)
    squares = SquareScratch(input: input, packed, plan: &plan)
  }

  private var bias: Region { packed.region.advanced(by: packed.count - output.maps) }

  func forward(_ pass: Pass) -> [Instruction] {
    [
      .plainConvolution(
        (
          input: pass.input, inputMaps: input.shape, patterns: Int32(pass.patterns),
          weights: packed.region, bias: bias, outputMaps: Int32(output.maps), kernel: kernel,
          output: pass.output
        ))
    ]
  }

  func gradients(_ pass: Pass, weights: Region) -> [Instruction] {
    [
      .plainConvolutionGradients(
        (
          input: pass.input, inputMaps: input.shape, outputGradient: pass.outputGradient,
          patterns: Int32(pass.patterns), weights: weights, outputMaps: Int32(output.maps),
          kernel: kernel, weightGradient: packed.gradients,
          biasGradient: Region(.gradients, Int(bias.offset)), needsInput: pass.needsInput,
          inputGradient: pass.inputGradient
        ))
    ]
  }
}
