// Running a program: the only function that NeuralNet calls in each build of this folder.

/// Runs some instructions of a program, one after the other.
///
/// What an instruction reads beyond its operands, at most 15 numbers, has no influence on any result
/// that counts, but it must be there; what it writes beyond them is what was there before.
///
/// - Parameters:
///   - program: instructions side by side.
///   - first, end: which ones are run.
///   - parameters, shared, own, gradients: where the blocks begin, at multiples of 64 bytes.
@inline(never)
public func execute(
  _ program: UnsafeRawPointer, from first: Int, to end: Int, parameters: UnsafeMutableRawPointer,
  shared: UnsafeMutableRawPointer, own: UnsafeMutableRawPointer, gradients: UnsafeMutableRawPointer
) {
  let memory = Memory(parameters: parameters, shared: shared, own: own, gradients: gradients)
  let instructions = program.assumingMemoryBound(to: Instruction.self)
  var index = first
  while index < end {
    execute(instructions[index], memory)
    index &+= 1
  }
}

@inline(never)
private func execute(_ instruction: Instruction, _ memory: Memory) {
  switch instruction {
  case .convolution(let operands): convolution(operands, memory)
  case .convolutionGradients(let operands): convolutionGradients(operands, memory)
  case .imageConvolutionGradient(let operands): imageConvolutionGradient(operands, memory)
  case .pooledConvolution(let operands): pooledConvolution(operands, memory)
  case .pooledColumnPairs(let operands): pooledColumnPairs(operands, memory)
  case .branchSum(let operands): branchSum(operands, memory)
  case .pooledConvolutionGradients(let operands): pooledConvolutionGradients(operands, memory)
  case .pooledImageConvolutionGradient(let operands):
    pooledImageConvolutionGradient(operands, memory)
  case .matrixProduct(let operands): matrixProduct(operands, memory)
  case .dense(let operands): dense(operands, memory)
  case .denseStep(let operands): denseStep(operands, memory)
  case .maxPooling(let operands): maxPooling(operands, memory)
  case .maxPoolingGradient(let operands): maxPoolingGradient(operands, memory)
  case .subsampling(let operands): subsampling(operands, memory)
  case .subsamplingInputGradient(let operands): subsamplingInputGradient(operands, memory)
  case .subsamplingParameterGradient(let operands):
    subsamplingParameterGradient(operands, memory, areCurvatures: false)
  case .subsamplingParameterCurvature(let operands):
    subsamplingParameterGradient(operands, memory, areCurvatures: true)
  case .rectifier(let operands): rectifier(operands, memory)
  case .rectifierGradient(let operands): rectifierGradient(operands, memory)
  case .scaledTanh(let operands): scaledTanh(operands, memory)
  case .scaledTanhGradient(let operands): scaledTanhGradient(operands, memory)
  case .scaledTanhCurvature(let operands): scaledTanhCurvature(operands, memory)
  case .logSoftmax(let operands):
    operands.isPlain ? plainLogSoftmax(operands, memory) : logSoftmax(operands, memory)
  case .logSoftmaxGradient(let operands):
    operands.isPlain
      ? plainLogSoftmaxGradient(operands, memory) : logSoftmaxGradient(operands, memory)
  case .logSoftmaxCurvature(let operands): logSoftmaxCurvature(operands, memory)
  case .radialBasis(let operands):
    operands.isPlain ? plainRadialBasis(operands, memory) : radialBasis(operands, memory)
  case .radialBasisGradient(let operands):
    operands.isPlain
      ? plainRadialBasisGradient(operands, memory) : radialBasisGradient(operands, memory)
  case .radialBasisCurvature(let operands): radialBasisCurvature(operands, memory)
  case .pixels(let operands): pixels(operands, memory)
  case .addition(let operands): addition(operands, memory)
  case .squares(let operands): squares(operands, memory)
  case .rowSums(let operands): rowSums(operands, memory)
  case .fill(let operands): fill(operands, memory)
  case .gather(let operands): gather(operands, memory)
  case .sumOfShards(let operands): sumOfShards(operands, memory)
  case .gradientDescent(let operands): gradientDescent(operands, memory)
  case .adam(let operands): adam(operands, memory)
  case .runningMean(let operands): runningMean(operands, memory)
  case .diagonalRates(let operands): diagonalRates(operands, memory)
  case .diagonalDescent(let operands): diagonalDescent(operands, memory)
  case .plainConvolution(let operands): plainConvolution(operands, memory)
  case .plainConvolutionGradients(let operands): plainConvolutionGradients(operands, memory)
  case .plainMaxPooling(let operands): plainMaxPooling(operands, memory)
  case .plainMaxPoolingGradient(let operands): plainMaxPoolingGradient(operands, memory)
  case .plainSubsampling(let operands): plainSubsampling(operands, memory)
  case .plainSubsamplingGradients(let operands):
    plainSubsamplingGradients(operands, memory, areCurvatures: false)
  case .plainSubsamplingCurvatures(let operands):
    plainSubsamplingGradients(operands, memory, areCurvatures: true)
  case .registerPeak(let operands): registerPeak(operands, memory)
  }
}
