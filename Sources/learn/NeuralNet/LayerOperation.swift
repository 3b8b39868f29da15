/// A layer made ready for one shape of input: it computes a shard, a part of a batch.
///
/// An operation holds tables, no state, so that threads can share it. Numbers lie as
/// ``MapLayout`` says, one pattern after the other; a shard has at most ``Shard/size`` patterns.
public protocol LayerOperation: Sendable {
  var output: MapLayout { get }

  /// Brings parameters, row-major, into the orders in which the kernels read them.
  func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters)

  /// A gradient of zero, in the order of the kernels.
  func makeGradient() -> PackedGradient

  /// Brings a gradient from the order of the kernels into row-major order, one array for each
  /// parameter.
  func unpack(_ gradient: PackedGradient) -> [[Float]]

  func forward(
    _ input: [Float], patterns: Int, parameters: PackedParameters,
    scratch: inout LayerScratch, output: inout [Float])

  /// Adds to the gradients of the parameters, and of the input if the pass needs it, what
  /// `pass.outputGradient` says about them.
  func addGradients(
    of pass: BackwardPass, scratch: inout LayerScratch,
    toParameters parameterGradient: inout PackedGradient, toInput inputGradient: inout [Float])

  /// Adds to the second derivatives of the parameters, and of the input if the pass needs it, what
  /// `pass.outputCurvature` says about them: for each the sum over the outputs of their second
  /// derivatives, each times the square of the output's slope.
  func addCurvatures(
    of pass: CurvaturePass, scratch: inout LayerScratch,
    toParameters parameterCurvature: inout PackedGradient, toInput inputCurvature: inout [Float])

  /// Carries the gradient of one pattern to the input, if the pass needs it, and takes a step of
  /// descent: each parameter w with gradient g becomes `w - scale * rate * g`.
  ///
  /// - Parameters:
  ///   - pass: of one pattern; its parameters are not read.
  ///   - room: for a gradient.
  func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    room: inout PackedGradient, parameters: inout PackedParameters,
    toInput inputGradient: inout [Float])
}

/// The operation of a layer without parameters, which has only its input to think of.
public protocol ParameterFreeOperation: LayerOperation {
  /// Adds to `gradient` what `pass.outputGradient` says about the input.
  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float])

  /// Adds to `curvature` what `pass.outputCurvature` says about the input: the sum over the outputs
  /// of their second derivatives, each times the square of the output's slope.
  func addInputCurvature(
    of pass: CurvaturePass, scratch: inout LayerScratch, to curvature: inout [Float])
}

extension ParameterFreeOperation {
  public func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {}
  public func makeGradient() -> PackedGradient { PackedGradient(rows: 0, bias: 0) }
  public func unpack(_ gradient: PackedGradient) -> [[Float]] { [] }
  public func addGradients(
    of pass: BackwardPass, scratch: inout LayerScratch,
    toParameters parameterGradient: inout PackedGradient, toInput inputGradient: inout [Float]
  ) {
    guard pass.needsInput else { return }
    addInputGradient(of: pass, scratch: &scratch, to: &inputGradient)
  }
  public func addCurvatures(
    of pass: CurvaturePass, scratch: inout LayerScratch,
    toParameters parameterCurvature: inout PackedGradient, toInput inputCurvature: inout [Float]
  ) {
    guard pass.gradient.needsInput else { return }
    addInputCurvature(of: pass, scratch: &scratch, to: &inputCurvature)
  }
  public func descend(
    _ pass: BackwardPass, rates: PackedGradient, scale: Float, scratch: inout LayerScratch,
    room: inout PackedGradient, parameters: inout PackedParameters,
    toInput inputGradient: inout [Float]
  ) {
    addGradients(of: pass, scratch: &scratch, toParameters: &room, toInput: &inputGradient)
  }
}

/// A layer's parameters in the orders that the kernels read.
public struct PackedParameters: Sendable {
  /// Weights with output maps in the lanes, for the forward pass. Empty in a fully connected layer
  /// whose weights were moved by ``LayerOperation/descend(_:rates:scale:scratch:room:parameters:toInput:)``; then the rows are read, for one
  /// pattern at a time.
  public var panels: [Float] = []
  /// Weights with one row for each output map, for the backward pass.
  public var rows: [Float] = []
  public var bias: [Float] = []

  public init() {}
}

/// The gradient of a layer's parameters: one row for each output map, and the biases.
public struct PackedGradient: Sendable {
  public var rows: [Float]
  public var bias: [Float]

  /// A gradient of zero with as many numbers as given.
  public init(rows: Int, bias: Int) {
    self.rows = [Float](repeating: 0, count: rows)
    self.bias = [Float](repeating: 0, count: bias)
  }

  mutating func clear(_ kernels: KernelSet) {
    kernels.fill(0, rows.count, &rows)
    kernels.fill(0, bias.count, &bias)
  }
}

/// What the backward pass of one layer reads.
public struct BackwardPass {
  public var patterns: Int
  public var parameters: PackedParameters
  public var input: [Float]
  public var output: [Float]
  public var outputGradient: [Float]
  /// Whether the gradient is carried to the input: not if it is the image.
  public var needsInput: Bool

  public init(
    patterns: Int, parameters: PackedParameters, input: [Float], output: [Float],
    outputGradient: [Float], needsInput: Bool = true
  ) {
    self.patterns = patterns
    self.parameters = parameters
    self.input = input
    self.output = output
    self.outputGradient = outputGradient
    self.needsInput = needsInput
  }
}

/// What a backward pass of second derivatives reads.
public struct CurvaturePass {
  /// The pass of first derivatives through the same layer.
  public var gradient: BackwardPass
  /// The second derivatives of the loss with respect to the layer's output.
  public var outputCurvature: [Float]

  public init(gradient: BackwardPass, outputCurvature: [Float]) {
    self.gradient = gradient
    self.outputCurvature = outputCurvature
  }
}
