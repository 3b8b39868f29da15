/// One instruction of a program: what is to be done, and where its operands are.
///
/// Plain data, without arrays or references, so that a program can be printed, timed line by line,
/// written to a file and run in a browser. What each one computes is said at the function of the same
/// name, which ``execute(_:from:to:parameters:shared:own:gradients:)`` calls.
public enum Instruction: Sendable {
  // Convolution
  case convolution(
    input: Region, patches: Patches, weights: Region, bias: Region, outputVectors: Int32,
    output: Region)
  case convolutionGradients(
    input: Region, inputMaps: MapShape, outputGradient: Region, outputMaps: MapShape,
    patterns: Int32, weights: Region, weightGradient: Region, needsInput: Bool,
    inputGradient: Region, patchRows: Region, patchRowGradients: Region)
  case imageConvolutionGradient(
    image: Region, imageMaps: MapShape, outputGradient: Region, outputMaps: MapShape,
    patterns: Int32, weightGradient: Region)

  // Convolution, ReLU and 2x2 max-pooling
  case pooledConvolution(
    input: Region, patches: Patches, nextColumn: Int32, nextRow: Int32, weights: Region,
    bias: Region, outputVectors: Int32, output: Region, winners: Region)
  case pooledColumnPairs(
    input: Region, patches: Patches, nextRow: Int32, weights: Region, bias: Region,
    output: Region, winners: Region)
  case branchSum(
    input: Region, count: Int32, branches: Int32, stride: Int32, output: Region)
  case pooledConvolutionGradients(
    input: Region, inputMaps: MapShape, pooled: Pooled, patterns: Int32, side: Int32,
    weights: Region, weightGradient: Region, biasGradient: Region, needsInput: Bool,
    inputGradient: Region, patchRows: Region, patchRowGradients: Region)
  case pooledImageConvolutionGradient(
    image: Region, imageMaps: MapShape, pooled: Pooled, patterns: Int32, side: Int32,
    weightGradient: Region, biasGradient: Region)

  // Fully connected layers
  case matrixProduct(
    a: Region, rowStep: Int32, innerStep: Int32, rows: Int32, inner: Int32, b: Region,
    bPitch: Int32, columns: Int32, c: Region, cPitch: Int32)
  case dense(
    input: Region, weights: Region, rowLength: Int32, bias: Region, outputs: Int32,
    output: Region)
  case denseStep(
    input: Region, outputGradient: Region, outputs: Int32, rates: Region, scale: Region,
    weights: Region, rowLength: Int32, inputGradient: Region)

  // Pooling and subsampling
  case maxPooling(
    input: Region, patches: Patches, mapVectors: Int32, output: Region, winners: Region)
  case maxPoolingGradient(
    outputGradient: Region, winners: Region, patches: Patches, mapVectors: Int32,
    inputGradient: Region)
  case subsampling(
    input: Region, patches: Patches, mapVectors: Int32, coefficients: Region, bias: Region,
    output: Region)
  case subsamplingInputGradient(
    outputGradient: Region, patches: Patches, mapVectors: Int32, coefficients: Region,
    inputGradient: Region)
  case subsamplingParameterGradient(
    input: Region, outputGradient: Region, patches: Patches, mapVectors: Int32,
    coefficientGradient: Region, biasGradient: Region)
  case subsamplingParameterCurvature(
    input: Region, outputCurvature: Region, patches: Patches, mapVectors: Int32,
    coefficientCurvature: Region, biasCurvature: Region)

  // Activations
  case rectifier(isPlain: Bool, input: Region, count: Int32, output: Region)
  case rectifierGradient(
    isPlain: Bool, output: Region, outputGradient: Region, count: Int32, inputGradient: Region)
  case scaledTanh(isPlain: Bool, input: Region, count: Int32, output: Region)
  case scaledTanhGradient(
    isPlain: Bool, output: Region, outputGradient: Region, count: Int32, inputGradient: Region)
  case scaledTanhCurvature(
    isPlain: Bool, output: Region, outputCurvature: Region, count: Int32, inputCurvature: Region)

  // Outputs
  case logSoftmax(
    isPlain: Bool, input: Region, rows: Int32, classes: Int32, stride: Int32, output: Region)
  case logSoftmaxGradient(
    isPlain: Bool, output: Region, outputGradient: Region, rows: Int32, classes: Int32,
    stride: Int32,
    inputGradient: Region)
  case logSoftmaxCurvature(
    output: Region, outputGradient: Region, outputCurvature: Region, rows: Int32,
    classes: Int32, stride: Int32, inputCurvature: Region)
  case radialBasis(
    isPlain: Bool, input: Region, inputStride: Int32, patterns: Int32, units: Int32, codes: Region,
    classes: Int32, output: Region, outputStride: Int32)
  case radialBasisGradient(
    isPlain: Bool, input: Region, inputStride: Int32, outputGradient: Region, patterns: Int32,
    units: Int32,
    codes: Region, classes: Int32, outputStride: Int32, inputGradient: Region)
  case radialBasisCurvature(
    input: Region, inputStride: Int32, outputGradient: Region, outputCurvature: Region,
    patterns: Int32, units: Int32, codes: Region, classes: Int32, outputStride: Int32,
    inputCurvature: Region)

  // Numbers one by one
  case pixels(
    isPlain: Bool, bytes: Region, scale: Float, offset: Float, count: Int32, output: Region)
  case addition(input: Region, count: Int32, output: Region)
  case rowSums(input: Region, rows: Int32, stride: Int32, output: Region)
  case fill(value: Float, count: Int32, output: Region)
  case squares(input: Region, count: Int32, output: Region)
  case gather(input: Region, indexes: Region, count: Int32, output: Region)

  // Update rules; numbers that change from step to step are read from memory
  case sumOfShards(
    gradients: Region, shards: Int32, pitch: Int32, mask: Region, count: Int32)
  case gradientDescent(gradients: Region, learningRate: Region, count: Int32, weights: Region)
  case adam(
    isPlain: Bool, gradients: Region, factors: Region, count: Int32, firstMoments: Region,
    secondMoments: Region, weights: Region)
  case runningMean(input: Region, weight: Region, count: Int32, mean: Region)
  case diagonalRates(
    curvatures: Region, mask: Region, mu: Region, count: Int32, rates: Region)
  case diagonalDescent(
    gradients: Region, rates: Region, scale: Region, count: Int32, weights: Region)

  // Operations as the textbook writes them, over images stored map by map. A network can be made of
  // these alone, and of others that are plain.
  case plainConvolution(
    input: Region, shape: PlainShape, weights: Region, bias: Region, outputMaps: Int32,
    kernel: Int32, output: Region)
  case plainConvolutionInputGradient(
    outputGradient: Region, shape: PlainShape, weights: Region, outputMaps: Int32,
    kernel: Int32, inputGradient: Region)
  case plainConvolutionWeightGradient(
    input: Region, outputGradient: Region, shape: PlainShape, outputMaps: Int32, kernel: Int32,
    weightGradient: Region, biasGradient: Region)
  case plainMaxPooling(
    input: Region, shape: PlainShape, window: Int32, output: Region, winners: Region)
  case plainMaxPoolingGradient(
    outputGradient: Region, winners: Region, shape: PlainShape, window: Int32,
    inputGradient: Region)
  case plainSubsampling(
    input: Region, shape: PlainShape, window: Int32, coefficients: Region, bias: Region,
    output: Region)
  case plainSubsamplingGradients(
    input: Region, outputGradient: Region, shape: PlainShape, window: Int32,
    coefficients: Region, inputGradient: Region, coefficientGradient: Region,
    biasGradient: Region)
  case plainSubsamplingCurvatures(
    input: Region, outputCurvature: Region, shape: PlainShape, window: Int32,
    coefficients: Region, inputCurvature: Region, coefficientCurvature: Region,
    biasCurvature: Region)

  /// No part of a network: how fast the processor could be.
  case registerPeak(multiplyAdds: Int32, factors: Region, output: Region)
}

/// What pooling left, and the gradient behind it: operands of the gradients in front of it.
public struct Pooled: Sendable, Hashable {
  public var output: Region
  public var winners: Region
  public var gradient: Region
  /// Of the sum of all branches.
  public var outputMaps: MapShape
  public var branches: Int32
  /// Where the patches of a square begin.
  public var cornerPlaces: Region
  /// Room for the gradients in front of pooling and their places, and for a list of each.
  public var gradients, places, listedGradients, listedPlaces: Region

  public init(
    output: Region, winners: Region, gradient: Region, outputMaps: MapShape, branches: Int,
    cornerPlaces: Region, gradients: Region, places: Region, listedGradients: Region,
    listedPlaces: Region
  ) {
    (self.output, self.winners, self.gradient) = (output, winners, gradient)
    (self.outputMaps, self.branches) = (outputMaps, Int32(branches))
    self.cornerPlaces = cornerPlaces
    (self.gradients, self.places) = (gradients, places)
    (self.listedGradients, self.listedPlaces) = (listedGradients, listedPlaces)
  }
}

/// Images stored map by map: `[patterns, maps, height, width]`.
public struct PlainShape: Sendable, Hashable {
  public var patterns, maps, height, width: Int32

  public init(patterns: Int, maps: Int, height: Int, width: Int) {
    (self.patterns, self.maps) = (Int32(patterns), Int32(maps))
    (self.height, self.width) = (Int32(height), Int32(width))
  }
}
