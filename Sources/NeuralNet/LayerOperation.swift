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

  /// Adds to `gradient` what `pass.outputGradient` says about the parameters.
  func addParameterGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout PackedGradient)

  /// Adds to `gradient` what `pass.outputGradient` says about the input.
  func addInputGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout [Float])
}

// What a layer without parameters does about them.
extension LayerOperation {
  public func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {}
  public func makeGradient() -> PackedGradient { PackedGradient(rows: 0, bias: 0) }
  public func unpack(_ gradient: PackedGradient) -> [[Float]] { [] }
  public func addParameterGradient(
    of pass: BackwardPass, scratch: inout LayerScratch, to gradient: inout PackedGradient
  ) {}
}

/// A layer's parameters in the orders that the kernels read.
public struct PackedParameters: Sendable {
  /// Weights with output maps in the lanes, for the forward pass.
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
}

/// What the backward pass of one layer reads.
public struct BackwardPass {
  public var patterns: Int
  public var parameters: PackedParameters
  public var input: [Float]
  public var output: [Float]
  public var outputGradient: [Float]

  public init(
    patterns: Int, parameters: PackedParameters, input: [Float], output: [Float],
    outputGradient: [Float]
  ) {
    self.patterns = patterns
    self.parameters = parameters
    self.input = input
    self.output = output
    self.outputGradient = outputGradient
  }
}

/// Memory that a layer keeps from its forward to its backward pass, or needs for a moment.
public struct LayerScratch: Sendable {
  public var integers: [Int32] = []
  public var floats: [Float] = []

  public init() {}

  /// Makes room, once; the numbers keep their values from then on.
  mutating func reserve(integers integerCount: Int, floats floatCount: Int) {
    if integers.count < integerCount {
      integers = [Int32](repeating: 0, count: integerCount)
    }
    if floats.count < floatCount { floats = [Float](repeating: 0, count: floatCount) }
  }
}
