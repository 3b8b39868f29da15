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
    execute(instructions + index, memory)
    index &+= 1
  }
}

@inline(never)
private func execute(_ instruction: UnsafePointer<Instruction>, _ m: Memory) {
  switch instruction.pointee {
  case .convolution, .convolutionGradients, .imageConvolutionGradient, .pooledConvolution,
    .pooledColumnPairs, .branchSum, .pooledConvolutionGradients, .pooledImageConvolutionGradient:
    executeConvolution(instruction, m)
  case .matrixProduct(
    let a, let rowStep, let innerStep, let rows, let inner, let b, let bPitch, let columns, let c,
    let cPitch):
    addMatrixProduct(
      m.floats(a), rowStep: Int(rowStep), innerStep: Int(innerStep), rows: Int(rows),
      inner: Int(inner), m.floats(b), bPitch: Int(bPitch), columns: Int(columns),
      to: m.floats(c), cPitch: Int(cPitch))
  case .dense(let input, let weights, let rowLength, let bias, let outputs, let output):
    denseForward(
      m.floats(input), weights: m.floats(weights), rowLength: Int(rowLength),
      bias: m.floats(bias), outputs: Int(outputs), output: m.floats(output))
  case .denseStep(
    let input, let outputGradient, let outputs, let rates, let scale, let weights, let rowLength,
    let inputGradient):
    denseDescent(
      m.floats(input), outputGradient: m.floats(outputGradient), outputs: Int(outputs),
      rates: m.floats(rates), scale: m.floats(scale).pointee, weights: m.floats(weights),
      rowLength: Int(rowLength), inputGradient: m.floats(inputGradient))
  case .maxPooling(let input, let patches, let mapVectors, let output, let winners):
    maxPooling(
      m.floats(input), patches: m.places(patches.starts), patchCount: Int(patches.count),
      taps: m.places(patches.taps), tapCount: Int(patches.tapCount), mapVectors: Int(mapVectors),
      output: m.floats(output), winners: m.places(winners))
  case .maxPoolingGradient(
    let outputGradient, let winners, let patches, let mapVectors, let inputGradient):
    maxPoolingGradient(
      m.floats(outputGradient), winners: m.places(winners), patches: m.places(patches.starts),
      patchCount: Int(patches.count), taps: m.places(patches.taps),
      tapCount: Int(patches.tapCount), mapVectors: Int(mapVectors),
      inputGradient: m.floats(inputGradient))
  case .subsampling(
    let input, let patches, let mapVectors, let coefficients, let bias, let output):
    subsampling(
      m.floats(input), patches: m.places(patches.starts), patchCount: Int(patches.count),
      taps: m.places(patches.taps), tapCount: Int(patches.tapCount), mapVectors: Int(mapVectors),
      coefficients: m.floats(coefficients), bias: m.floats(bias), output: m.floats(output))
  case .subsamplingInputGradient(
    let outputGradient, let patches, let mapVectors, let coefficients, let inputGradient):
    subsamplingInputGradient(
      m.floats(outputGradient), patches: m.places(patches.starts),
      patchCount: Int(patches.count), taps: m.places(patches.taps),
      tapCount: Int(patches.tapCount), mapVectors: Int(mapVectors),
      coefficients: m.floats(coefficients), inputGradient: m.floats(inputGradient))
  case .subsamplingParameterGradient(
    let input, let outputGradient, let patches, let mapVectors, let coefficientGradient,
    let biasGradient):
    subsamplingParameterGradient(
      m.floats(input), outputGradient: m.floats(outputGradient),
      patches: m.places(patches.starts), patchCount: Int(patches.count),
      taps: m.places(patches.taps), tapCount: Int(patches.tapCount), mapVectors: Int(mapVectors),
      coefficientGradient: m.floats(coefficientGradient), biasGradient: m.floats(biasGradient))
  case .subsamplingParameterCurvature(
    let input, let outputCurvature, let patches, let mapVectors, let coefficientCurvature,
    let biasCurvature):
    subsamplingParameterCurvature(
      m.floats(input), outputCurvature: m.floats(outputCurvature),
      patches: m.places(patches.starts), patchCount: Int(patches.count),
      taps: m.places(patches.taps), tapCount: Int(patches.tapCount), mapVectors: Int(mapVectors),
      coefficientCurvature: m.floats(coefficientCurvature),
      biasCurvature: m.floats(biasCurvature))
  case .rectifier(let isPlain, let input, let count, let output):
    let function = isPlain ? plainRectifier : rectifier
    function(m.floats(input), Int(count), m.floats(output))
  case .rectifierGradient(
    let isPlain, let output, let outputGradient, let count, let inputGradient):
    let function = isPlain ? plainRectifierGradient : rectifierGradient
    function(m.floats(output), m.floats(outputGradient), Int(count), m.floats(inputGradient))
  case .scaledTanh(let isPlain, let input, let count, let output):
    let function = isPlain ? plainScaledTanh : scaledTanh
    function(m.floats(input), Int(count), m.floats(output))
  case .scaledTanhGradient(
    let isPlain, let output, let outputGradient, let count, let inputGradient):
    let function = isPlain ? plainScaledTanhGradient : scaledTanhGradient
    function(m.floats(output), m.floats(outputGradient), Int(count), m.floats(inputGradient))
  case .scaledTanhCurvature(
    let isPlain, let output, let outputCurvature, let count, let inputCurvature):
    let function = isPlain ? plainScaledTanhCurvature : scaledTanhCurvature
    function(m.floats(output), m.floats(outputCurvature), Int(count), m.floats(inputCurvature))
  case .logSoftmax(let isPlain, let input, let rows, let classes, let stride, let output):
    let function = isPlain ? plainLogSoftmax : logSoftmax
    function(m.floats(input), Int(rows), Int(classes), Int(stride), m.floats(output))
  case .logSoftmaxGradient(
    let isPlain, let output, let outputGradient, let rows, let classes, let stride,
    let inputGradient):
    let function = isPlain ? plainLogSoftmaxGradient : logSoftmaxGradient
    function(
      m.floats(output), m.floats(outputGradient), Int(rows), Int(classes), Int(stride),
      m.floats(inputGradient))
  case .logSoftmaxCurvature(
    let output, let outputGradient, let outputCurvature, let rows, let classes, let stride,
    let inputCurvature):
    logSoftmaxCurvature(
      m.floats(output), outputGradient: m.floats(outputGradient),
      outputCurvature: m.floats(outputCurvature), rows: Int(rows), classes: Int(classes),
      stride: Int(stride), inputCurvature: m.floats(inputCurvature))
  case .radialBasis(
    let isPlain, let input, let inputStride, let patterns, let units, let codes, let classes,
    let output, let outputStride):
    let function = isPlain ? plainRadialBasis : radialBasis
    function(
      m.floats(input), Int(patterns), Int(units), Int(inputStride), m.floats(codes),
      Int(classes), Int(outputStride), m.floats(output))
  case .radialBasisGradient(
    let isPlain, let input, let inputStride, let outputGradient, let patterns, let units,
    let codes, let classes, let outputStride, let inputGradient):
    let function = isPlain ? plainRadialBasisGradient : radialBasisGradient
    function(
      m.floats(input), m.floats(outputGradient), Int(patterns), Int(units), Int(inputStride),
      m.floats(codes), Int(classes), Int(outputStride), m.floats(inputGradient))
  case .radialBasisCurvature(
    let input, let inputStride, let outputGradient, let outputCurvature, let patterns, let units,
    let codes, let classes, let outputStride, let inputCurvature):
    plainRadialBasisCurvature(
      m.floats(input), outputGradient: m.floats(outputGradient),
      outputCurvature: m.floats(outputCurvature), patterns: Int(patterns), units: Int(units),
      inputStride: Int(inputStride), codes: m.floats(codes), classes: Int(classes),
      outputStride: Int(outputStride), inputCurvature: m.floats(inputCurvature))
  case .pixels, .addition, .rowSums, .fill, .squares, .gather, .sumOfShards, .gradientDescent,
    .adam, .runningMean, .diagonalRates, .diagonalDescent, .registerPeak:
    executeElementwise(instruction, m)
  case .plainConvolution, .plainConvolutionInputGradient, .plainConvolutionWeightGradient,
    .plainMaxPooling, .plainMaxPoolingGradient, .plainSubsampling, .plainSubsamplingGradients,
    .plainSubsamplingCurvatures:
    executePlain(instruction.pointee, m)
  }
}

/// Convolutions, alone and with ReLU and pooling.
@inline(never)
private func executeConvolution(_ instruction: UnsafePointer<Instruction>, _ m: Memory) {
  switch instruction.pointee {
  case .convolution(
    let input, let patches, let weights, let bias, let outputVectors, let output):
    convolution(
      m.floats(input), patches: m.places(patches.starts), patchCount: Int(patches.count),
      taps: m.places(patches.taps), tapCount: Int(patches.tapCount), weights: m.floats(weights),
      bias: m.floats(bias), outputVectors: Int(outputVectors), output: m.floats(output))
  case .convolutionGradients(
    let input, let inputMaps, let outputGradient, let outputMaps, let patterns, let weights,
    let weightGradient, let needsInput, let inputGradient, let patchRows, let patchRowGradients):
    convolutionGradients(
      m.floats(input), inputMaps: Maps(inputMaps), outputGradient: m.floats(outputGradient),
      outputMaps: Maps(outputMaps), patterns: Int(patterns), weights: m.floats(weights),
      weightGradient: m.floats(weightGradient), needsInput: needsInput,
      inputGradient: m.floats(inputGradient), patchRows: m.floats(patchRows),
      patchRowGradients: m.floats(patchRowGradients))
  case .imageConvolutionGradient(
    let image, let imageMaps, let outputGradient, let outputMaps, let patterns,
    let weightGradient):
    imageConvolutionGradient(
      m.floats(image), imageMaps: Maps(imageMaps), outputGradient: m.floats(outputGradient),
      outputMaps: Maps(outputMaps), patterns: Int(patterns),
      weightGradient: m.floats(weightGradient))
  case .pooledConvolution(
    let input, let patches, let nextColumn, let nextRow, let weights, let bias,
    let outputVectors, let output, let winners):
    pooledConvolution(
      m.floats(input), patches: m.places(patches.starts), patchCount: Int(patches.count),
      nextColumn: Int(nextColumn), nextRow: Int(nextRow), taps: m.places(patches.taps),
      tapCount: Int(patches.tapCount), weights: m.floats(weights), bias: m.floats(bias),
      outputVectors: Int(outputVectors), output: m.floats(output), winners: m.places(winners))
  case .pooledColumnPairs(
    let input, let patches, let nextRow, let weights, let bias, let output, let winners):
    pooledColumnPairs(
      m.floats(input), patches: m.places(patches.starts), patchCount: Int(patches.count),
      nextRow: Int(nextRow), taps: m.places(patches.taps), tapCount: Int(patches.tapCount),
      weights: m.floats(weights), bias: m.floats(bias), output: m.floats(output),
      winners: m.places(winners))
  case .branchSum(let input, let count, let branches, let stride, let output):
    branchSum(
      m.floats(input), count: Int(count), branches: Int(branches), stride: Int(stride),
      output: m.floats(output))
  case .pooledConvolutionGradients(
    let input, let inputMaps, let pooled, let patterns, let side, let weights,
    let weightGradient, let biasGradient, let needsInput, let inputGradient, let patchRows,
    let patchRowGradients):
    pooledConvolutionGradients(
      m.floats(input), inputMaps: Maps(inputMaps), pooled: m.pooledOutput(pooled),
      patterns: Int(patterns), cornerPlaces: m.places(pooled.cornerPlaces), side: Int(side),
      weights: m.floats(weights), weightGradient: m.floats(weightGradient),
      biasGradient: m.floats(biasGradient), needsInput: needsInput,
      inputGradient: m.floats(inputGradient), scratch: m.scratch(pooled),
      patchRows: m.floats(patchRows), patchRowGradients: m.floats(patchRowGradients))
  case .pooledImageConvolutionGradient(
    let image, let imageMaps, let pooled, let patterns, let side, let weightGradient,
    let biasGradient):
    pooledImageConvolutionGradient(
      m.floats(image), imageMaps: Maps(imageMaps), pooled: m.pooledOutput(pooled),
      patterns: Int(patterns), cornerPlaces: m.places(pooled.cornerPlaces), side: Int(side),
      weightGradient: m.floats(weightGradient), biasGradient: m.floats(biasGradient),
      scratch: m.scratch(pooled))
  default: break
  }
}

/// Instructions over numbers side by side, and update rules.
@inline(never)
private func executeElementwise(_ instruction: UnsafePointer<Instruction>, _ m: Memory) {
  switch instruction.pointee {
  case .pixels(let isPlain, let bytes, let scale, let offset, let count, let output):
    let function = isPlain ? plainPixels : pixels
    function(
      m.address(bytes).assumingMemoryBound(to: UInt8.self), scale, offset, Int(count),
      m.floats(output))
  case .addition(let input, let count, let output):
    addition(m.floats(input), count: Int(count), output: m.floats(output))
  case .rowSums(let input, let rows, let stride, let output):
    rowSums(m.floats(input), rows: Int(rows), stride: Int(stride), output: m.floats(output))
  case .fill(let value, let count, let output):
    fill(value, count: Int(count), output: m.floats(output))
  case .squares(let input, let count, let output):
    squares(m.floats(input), count: Int(count), output: m.floats(output))
  case .gather(let input, let indexes, let count, let output):
    gather(
      m.floats(input), indexes: m.places(indexes), count: Int(count), output: m.floats(output))
  case .sumOfShards(let gradients, let shards, let pitch, let mask, let count):
    sumOfShards(
      m.floats(gradients), shards: Int(shards), pitch: Int(pitch), mask: m.floats(mask),
      count: Int(count))
  case .gradientDescent(let gradients, let learningRate, let count, let weights):
    gradientDescent(
      m.floats(gradients), learningRate: m.floats(learningRate).pointee, count: Int(count),
      weights: m.floats(weights))
  case .adam(
    let isPlain, let gradients, let factors, let count, let firstMoments, let secondMoments,
    let weights):
    let function = isPlain ? plainAdamStep : adamStep
    function(
      m.floats(gradients), Int(count), AdamFactors(m.floats(factors)), m.floats(firstMoments),
      m.floats(secondMoments), m.floats(weights))
  case .runningMean(let input, let weight, let count, let mean):
    runningMean(
      m.floats(input), weight: m.floats(weight).pointee, count: Int(count), mean: m.floats(mean))
  case .diagonalRates(let curvatures, let mask, let mu, let count, let rates):
    diagonalRates(
      m.floats(curvatures), mask: m.floats(mask), mu: m.floats(mu).pointee, count: Int(count),
      rates: m.floats(rates))
  case .diagonalDescent(let gradients, let rates, let scale, let count, let weights):
    diagonalDescent(
      m.floats(gradients), rates: m.floats(rates), scale: m.floats(scale).pointee,
      count: Int(count), weights: m.floats(weights))
  case .registerPeak(let multiplyAdds, let factors, let output):
    m.floats(output).pointee = multiplyAddPeak(
      Int(multiplyAdds), factor: m.floats(factors)[0], summand: m.floats(factors)[1])
  default: break
  }
}

extension Memory {
  @inline(__always)
  fileprivate func pooledOutput(_ pooled: Pooled) -> PooledOutput {
    PooledOutput(
      output: floats(pooled.output), winners: places(pooled.winners),
      gradient: floats(pooled.gradient), outputMaps: Maps(pooled.outputMaps),
      branches: Int(pooled.branches))
  }

  @inline(__always)
  fileprivate func scratch(_ pooled: Pooled) -> PooledScratch {
    PooledScratch(
      gradients: floats(pooled.gradients), places: places(pooled.places),
      listedGradients: floats(pooled.listedGradients), listedPlaces: places(pooled.listedPlaces))
  }
}
