/// One instruction of a program: what is to be done, and where its operands are.
///
/// Plain data, without arrays or references, so that a program can be printed, timed line by line,
/// written to a file and run in a browser. Operands, shapes and formula of an instruction are described
/// at the function of the same name, which ``execute(_:from:to:parameters:shared:own:gradients:)``
/// calls.
public enum Instruction: Sendable {
  // Convolution
  case convolution(ConvolutionOperands)
  case convolutionGradients(ConvolutionGradientOperands)
  case imageConvolutionGradient(ImageConvolutionGradientOperands)

  // Convolution, ReLU and 2x2 max-pooling as one
  case pooledConvolution(PooledConvolutionOperands)
  case pooledColumnPairs(PooledConvolutionOperands)
  case branchSum(BranchSumOperands)
  case pooledConvolutionGradients(PooledGradientOperands)
  case pooledImageConvolutionGradient(PooledGradientOperands)

  // Fully connected layers
  case matrixProduct(MatrixProductOperands)
  case dense(DenseOperands)
  case denseStep(DenseStepOperands)

  // Pooling and subsampling
  case maxPooling(MaxPoolingOperands)
  case maxPoolingGradient(MaxPoolingGradientOperands)
  case subsampling(SubsamplingOperands)
  case subsamplingInputGradient(SubsamplingInputGradientOperands)
  case subsamplingParameterGradient(SubsamplingParameterGradientOperands)
  case subsamplingParameterCurvature(SubsamplingParameterGradientOperands)

  // Activations
  case rectifier(ElementwiseOperands)
  case rectifierGradient(SlopeOperands)
  case scaledTanh(ElementwiseOperands)
  case scaledTanhGradient(SlopeOperands)
  case scaledTanhCurvature(SlopeOperands)

  // Outputs
  case logSoftmax(LogSoftmaxOperands)
  case logSoftmaxGradient(LogSoftmaxGradientOperands)
  case logSoftmaxCurvature(LogSoftmaxCurvatureOperands)
  case radialBasis(RadialBasisOperands)
  case radialBasisGradient(RadialBasisGradientOperands)
  case radialBasisCurvature(RadialBasisCurvatureOperands)

  // Numbers one by one
  case pixels(PixelOperands)
  case addition(ElementwiseOperands)
  case squares(ElementwiseOperands)
  case rowSums(RowSumOperands)
  case fill(FillOperands)
  case gather(GatherOperands)

  // Update rules
  case sumOfShards(SumOfShardsOperands)
  case gradientDescent(GradientDescentOperands)
  case adam(AdamOperands)
  case runningMean(RunningMeanOperands)
  case diagonalRates(DiagonalRateOperands)
  case diagonalDescent(DiagonalDescentOperands)

  // Operations as the textbook writes them, over images stored map by map. A network can be made of
  // these and of the activations, outputs and rules above.
  case plainConvolution(PlainConvolutionOperands)
  case plainConvolutionGradients(PlainConvolutionGradientOperands)
  case plainMaxPooling(PlainMaxPoolingOperands)
  case plainMaxPoolingGradient(PlainMaxPoolingGradientOperands)
  case plainSubsampling(PlainSubsamplingOperands)
  case plainSubsamplingGradients(PlainSubsamplingGradientOperands)
  case plainSubsamplingCurvatures(PlainSubsamplingGradientOperands)

  /// No part of a network: how fast the processor could be.
  case registerPeak(RegisterPeakOperands)
}
