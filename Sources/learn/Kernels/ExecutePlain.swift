/// Operations of the textbook.
@inline(never)
func executePlain(_ instruction: Instruction, _ m: Memory) {
  switch instruction {
  case .plainConvolution(
    let input, let shape, let weights, let bias, let outputMaps, let kernel, let output):
    plainConvolution(
      m.floats(input), patterns: Int(shape.patterns), maps: Int(shape.maps),
      height: Int(shape.height), width: Int(shape.width), weights: m.floats(weights),
      bias: m.floats(bias), outputMaps: Int(outputMaps), kernelHeight: Int(kernel),
      kernelWidth: Int(kernel), output: m.floats(output))
  case .plainConvolutionInputGradient(
    let outputGradient, let shape, let weights, let outputMaps, let kernel, let inputGradient):
    plainConvolutionInputGradient(
      m.floats(outputGradient), patterns: Int(shape.patterns), maps: Int(shape.maps),
      height: Int(shape.height), width: Int(shape.width), weights: m.floats(weights),
      outputMaps: Int(outputMaps), kernelHeight: Int(kernel), kernelWidth: Int(kernel),
      inputGradient: m.floats(inputGradient))
  case .plainConvolutionWeightGradient(
    let input, let outputGradient, let shape, let outputMaps, let kernel, let weightGradient,
    let biasGradient):
    plainConvolutionWeightGradient(
      m.floats(input), outputGradient: m.floats(outputGradient), patterns: Int(shape.patterns),
      maps: Int(shape.maps), height: Int(shape.height), width: Int(shape.width),
      outputMaps: Int(outputMaps), kernelHeight: Int(kernel), kernelWidth: Int(kernel),
      weightGradient: m.floats(weightGradient), biasGradient: m.floats(biasGradient))
  case .plainMaxPooling(let input, let shape, let window, let output, let winners):
    plainMaxPooling(
      m.floats(input), images: Int(shape.patterns) * Int(shape.maps), height: Int(shape.height),
      width: Int(shape.width), window: Int(window), output: m.floats(output),
      winners: m.places(winners))
  case .plainMaxPoolingGradient(
    let outputGradient, let winners, let shape, let window, let inputGradient):
    plainMaxPoolingGradient(
      m.floats(outputGradient), winners: m.places(winners),
      images: Int(shape.patterns) * Int(shape.maps), height: Int(shape.height),
      width: Int(shape.width), window: Int(window), inputGradient: m.floats(inputGradient))
  case .plainSubsampling(
    let input, let shape, let window, let coefficients, let bias, let output):
    plainSubsampling(
      m.floats(input), patterns: Int(shape.patterns), maps: Int(shape.maps),
      height: Int(shape.height), width: Int(shape.width), window: Int(window),
      coefficients: m.floats(coefficients), bias: m.floats(bias), output: m.floats(output))
  case .plainSubsamplingGradients(
    let input, let outputGradient, let shape, let window, let coefficients, let inputGradient,
    let coefficientGradient, let biasGradient):
    plainSubsamplingGradients(
      m.floats(input), outputGradient: m.floats(outputGradient), patterns: Int(shape.patterns),
      maps: Int(shape.maps), height: Int(shape.height), width: Int(shape.width),
      window: Int(window), coefficients: m.floats(coefficients),
      inputGradient: m.floats(inputGradient),
      coefficientGradient: m.floats(coefficientGradient), biasGradient: m.floats(biasGradient))
  case .plainSubsamplingCurvatures(
    let input, let outputCurvature, let shape, let window, let coefficients, let inputCurvature,
    let coefficientCurvature, let biasCurvature):
    plainSubsamplingCurvatures(
      m.floats(input), outputCurvature: m.floats(outputCurvature),
      patterns: Int(shape.patterns), maps: Int(shape.maps), height: Int(shape.height),
      width: Int(shape.width), window: Int(window), coefficients: m.floats(coefficients),
      inputCurvature: m.floats(inputCurvature),
      coefficientCurvature: m.floats(coefficientCurvature),
      biasCurvature: m.floats(biasCurvature))
  default: break
  }
}
