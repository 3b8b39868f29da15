/// What a layer does, without its weights: an architecture is made of these.
///
/// A layer is asked for its shapes first, and then for the instructions that compute it for one
/// shape of input. To add a layer to the library, write both.
public protocol Layer: Sendable {
  /// The name that tables, diagrams and parameters use, or `nil` to be given one.
  var name: String? { get }

  /// What the layer does, in the words of a table, such as `convolution 5x5`.
  var kind: String { get }

  /// The word from which a layer without a name gets one, such as `conv`.
  var shortKind: String { get }

  /// Whether an unnamed layer of this kind counts as the last step of the layer before it, as a
  /// squashing function does in most tables.
  var isActivation: Bool { get }

  /// Whether the layer can read a single map that is not padded to whole vectors, such as an
  /// image of bytes turned into floats.
  var readsUnpaddedMaps: Bool { get }

  /// - Parameter input: `[maps, height, width]` or `[units]`.
  /// - Throws: what the layer expected and which shape it found.
  func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int]

  /// The layer's parameters in the order in which they are drawn and stored.
  ///
  /// - Parameter input: a shape that ``outputShape(for:)`` accepted.
  func parameters(for input: [Int]) -> [ParameterDescription]

  /// How many numbers of the layer never change; they are part of its definition.
  ///
  /// - Parameter input: a shape that ``outputShape(for:)`` accepted.
  func fixedParameters(for input: [Int]) -> Int

  /// Whether the class with the smallest output wins, as with penalties, or that with the largest.
  var smallestOutputWins: Bool { get }

  /// - Parameter input: a shape that ``outputShape(for:)`` accepted.
  func cost(for input: [Int]) -> LayerCost

  /// The layer as instructions for one shape of input.
  ///
  /// - Parameter plan: gives the layer what memory it needs of its own.
  func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer
}

extension Layer {
  public var isActivation: Bool { false }
  public var readsUnpaddedMaps: Bool { false }
  public func parameters(for input: [Int]) -> [ParameterDescription] { [] }
  public func fixedParameters(for input: [Int]) -> Int { 0 }
  public var smallestOutputWins: Bool { false }
}

/// A shape that a layer cannot take.
public struct LayerShapeError: Error, Sendable, Hashable {
  public var expected: String
  public var found: String

  public init(expected: String, found: String) {
    self.expected = expected
    self.found = found
  }

  public init(expected: String, found shape: [Int]) {
    self.init(expected: expected, found: "\(shape)")
  }
}

/// What a layer costs and sees, for one pattern.
public struct LayerCost: Sendable, Hashable {
  /// How many pairs of units are joined, biases included.
  public var connections: Int
  public var multiplyAdds: Int
  /// The side of the square of its input that one unit sees.
  public var window: Int
  /// How many input positions lie between the windows of neighbouring units.
  public var stride: Int

  public init(connections: Int = 0, multiplyAdds: Int = 0, window: Int = 1, stride: Int = 1) {
    self.connections = connections
    self.multiplyAdds = multiplyAdds
    self.window = window
    self.stride = stride
  }
}
