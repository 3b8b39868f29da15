/// What one layer of a network is and costs, computed from its definition.
///
/// - Source: LeCun et al. (1998), section II.B, counts parameters and connections in this way.
public struct LayerSummary: Sendable, Hashable, Codable {
  /// The layer's name, such as `C1`; unique in its network.
  public var name: String
  /// What the layer does, such as `convolution 5x5`.
  public var kind: String
  /// The names of the layers that feed this one; `input` is the image.
  public var inputs: [String]
  /// `[maps, height, width]`, or `[units]`, for one pattern.
  public var outputShape: [Int]
  public var parameters: Int
  public var trainableParameters: Int
  /// How many pairs of units are joined, biases included.
  public var connections: Int
  /// How many multiply-adds the forward pass of one pattern takes.
  public var multiplyAdds: Int
  /// The side of the square of input pixels that one unit sees.
  public var receptiveField: Int
  /// How many input pixels lie between the fields of neighbouring units.
  public var stride: Int

  public init(
    name: String, kind: String, inputs: [String], outputShape: [Int], parameters: Int,
    trainableParameters: Int, connections: Int, multiplyAdds: Int, receptiveField: Int, stride: Int
  ) {
    self.name = name
    self.kind = kind
    self.inputs = inputs
    self.outputShape = outputShape
    self.parameters = parameters
    self.trainableParameters = trainableParameters
    self.connections = connections
    self.multiplyAdds = multiplyAdds
    self.receptiveField = receptiveField
    self.stride = stride
  }
}

/// A network's layers in order, as tables and diagrams need them.
public struct NetworkSummary: Sendable, Hashable, Codable {
  /// `[maps, height, width]` of the input.
  public var inputShape: [Int]
  public var layers: [LayerSummary]

  public init(inputShape: [Int], layers: [LayerSummary]) {
    self.inputShape = inputShape
    self.layers = layers
  }

  public var parameters: Int { layers.reduce(0) { $0 + $1.parameters } }
  public var trainableParameters: Int { layers.reduce(0) { $0 + $1.trainableParameters } }
  public var connections: Int { layers.reduce(0) { $0 + $1.connections } }
  public var multiplyAdds: Int { layers.reduce(0) { $0 + $1.multiplyAdds } }
}
