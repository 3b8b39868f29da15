import Kernels
import NeuralNet

/// What the plain loops make of a layer's numbers, row-major.
struct PlainPass {
  private(set) var output: [Float]
  private(set) var inputGradient: [Float]
  /// Empty where there are no weights.
  private(set) var weightGradient: [Float] = []
  private(set) var biasGradient: [Float] = []

  init(_ layer: any Layer, _ numbers: LayerNumbers) {
    output = [Float](repeating: 0, count: numbers.outputGradient.count)
    inputGradient = [Float](repeating: 0, count: numbers.input.count)
    if let weights = numbers.parameters.first, let bias = numbers.parameters.last {
      weightGradient = [Float](repeating: 0, count: weights.count)
      biasGradient = [Float](repeating: 0, count: bias.count)
    }
    switch layer {
    case let layer as Conv2D:
      convolve(numbers, kernel: layer.kernel)
      // Where a table has no connection there is no weight, and so no gradient.
      for (index, weight) in numbers.parameters[0].scalars.enumerated()
      where layer.table != nil && weight == 0 {
        weightGradient[index] = 0
      }
    case is Dense: multiply(numbers)
    case let layer as MaxPool2D: pool(numbers, window: layer.window)
    case let layer as Subsampling2D: subsample(numbers, window: layer.window)
    case let layer as RBFOutput: measureDistances(numbers, to: layer.codes)
    case is ReLU:
      plainRectifier(numbers.input, count: output.count, output: &output)
      plainRectifierGradient(
        output, outputGradient: numbers.outputGradient, count: output.count,
        inputGradient: &inputGradient)
    case is ScaledTanh:
      plainScaledTanh(numbers.input, count: output.count, output: &output)
      plainScaledTanhGradient(
        output, outputGradient: numbers.outputGradient, count: output.count,
        inputGradient: &inputGradient)
    case is LogSoftmax:
      let classes = numbers.outputShape[0]
      plainLogSoftmax(
        numbers.input, rows: numbers.patterns, classes: classes, stride: classes, output: &output)
      plainLogSoftmaxGradient(
        output, outputGradient: numbers.outputGradient, rows: numbers.patterns, classes: classes,
        stride: classes, inputGradient: &inputGradient)
    default: fatalError("\(layer.kind): expected a layer of the book's networks")
    }
  }

  private mutating func convolve(_ numbers: LayerNumbers, kernel: Int) {
    let (shape, weights) = (numbers.inputShape, numbers.parameters[0])
    plainConvolution(
      numbers.input, patterns: numbers.patterns, maps: shape[0], height: shape[1],
      width: shape[2], weights: weights.scalars, bias: numbers.parameters[1].scalars,
      outputMaps: weights.shape[0], kernelHeight: kernel, kernelWidth: kernel, output: &output)
    plainConvolutionInputGradient(
      numbers.outputGradient, patterns: numbers.patterns, maps: shape[0], height: shape[1],
      width: shape[2], weights: weights.scalars, outputMaps: weights.shape[0],
      kernelHeight: kernel, kernelWidth: kernel, inputGradient: &inputGradient)
    plainConvolutionWeightGradient(
      numbers.input, outputGradient: numbers.outputGradient, patterns: numbers.patterns,
      maps: shape[0], height: shape[1], width: shape[2], outputMaps: weights.shape[0],
      kernelHeight: kernel, kernelWidth: kernel, weightGradient: &weightGradient,
      biasGradient: &biasGradient)
  }

  private mutating func multiply(_ numbers: LayerNumbers) {
    let weights = numbers.parameters[0]
    let (outputs, inputs) = (weights.shape[0], numbers.inputShape.reduce(1, *))
    plainDense(
      numbers.input, patterns: numbers.patterns, inputs: inputs, weights: weights.scalars,
      bias: numbers.parameters[1].scalars, outputs: outputs, output: &output)
    plainDenseGradients(
      numbers.input, outputGradient: numbers.outputGradient, patterns: numbers.patterns,
      inputs: inputs, weights: weights.scalars, outputs: outputs, inputGradient: &inputGradient,
      weightGradient: &weightGradient, biasGradient: &biasGradient)
  }

  private mutating func pool(_ numbers: LayerNumbers, window: Int) {
    let shape = numbers.inputShape
    var winners = [Int32](repeating: 0, count: output.count)
    plainMaxPooling(
      numbers.input, images: numbers.patterns * shape[0], height: shape[1], width: shape[2],
      window: window, output: &output, winners: &winners)
    plainMaxPoolingGradient(
      numbers.outputGradient, winners: winners, images: numbers.patterns * shape[0],
      height: shape[1], width: shape[2], window: window, inputGradient: &inputGradient)
  }

  private mutating func subsample(_ numbers: LayerNumbers, window: Int) {
    let shape = numbers.inputShape
    plainSubsampling(
      numbers.input, patterns: numbers.patterns, maps: shape[0], height: shape[1],
      width: shape[2], window: window, coefficients: numbers.parameters[0].scalars,
      bias: numbers.parameters[1].scalars, output: &output)
    plainSubsamplingGradients(
      numbers.input, outputGradient: numbers.outputGradient, patterns: numbers.patterns,
      maps: shape[0], height: shape[1], width: shape[2], window: window,
      coefficients: numbers.parameters[0].scalars, inputGradient: &inputGradient,
      coefficientGradient: &weightGradient, biasGradient: &biasGradient)
  }

  private mutating func measureDistances(_ numbers: LayerNumbers, to codes: RBFCodes) {
    plainRadialBasis(
      numbers.input, patterns: numbers.patterns, units: codes.units, inputStride: codes.units,
      codes: codes.scalars, classes: codes.classes, outputStride: codes.classes, output: &output)
    plainRadialBasisGradient(
      numbers.input, outputGradient: numbers.outputGradient, patterns: numbers.patterns,
      units: codes.units, inputStride: codes.units, codes: codes.scalars, classes: codes.classes,
      outputStride: codes.classes, inputGradient: &inputGradient)
  }
}
