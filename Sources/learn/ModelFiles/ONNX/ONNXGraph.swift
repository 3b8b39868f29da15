import Foundation
public import NeuralNet

/// A computation in the words of ONNX: operators that read and make named values.
///
/// The first dimension of the input and of the output is called `batch` and can be any number.
public struct ONNXGraph: Sendable, Hashable {
  /// One operator of ONNX, such as `Conv`, with what it reads and makes.
  public struct Node: Sendable, Hashable {
    public var operatorType: String
    public var name: String
    public var inputs: [String]
    public var output: String
    public var attributes: [Attribute]
  }

  /// A setting of an operator.
  public struct Attribute: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
      case integer(Int)
      case integers([Int])
      case float(Float)
    }

    public var name: String
    public var value: Value

    public static func integer(_ name: String, _ value: Int) -> Attribute {
      Attribute(name: name, value: .integer(value))
    }

    public static func integers(_ name: String, _ values: [Int]) -> Attribute {
      Attribute(name: name, value: .integers(values))
    }

    public static func float(_ name: String, _ value: Float) -> Attribute {
      Attribute(name: name, value: .float(value))
    }
  }

  /// Numbers that belong to the model: parameters and settings.
  public struct Constant: Sendable, Hashable {
    public enum Numbers: Sendable, Hashable {
      case floats(Tensor)
      /// A row of whole numbers, such as the axes of a sum.
      case integers([Int])
    }

    public var name: String
    public var numbers: Numbers
  }

  public private(set) var nodes: [Node] = []
  public private(set) var constants: [Constant] = []
  private var names: Set<String> = []

  public init() {}

  /// Adds an operator and returns the name of the value that it makes.
  ///
  /// - Parameter row: the row of the network's table that the operator belongs to.
  public mutating func append(
    _ operatorType: String, row: String, inputs: [String], attributes: [Attribute] = []
  ) -> String {
    let name = newName("\(row)/\(operatorType)")
    nodes.append(
      Node(
        operatorType: operatorType, name: name, inputs: inputs, output: name,
        attributes: attributes))
    return name
  }

  /// Adds floats and returns the name by which operators read them.
  public mutating func append(_ tensor: Tensor, name: String) -> String {
    append(Constant(name: newName(name), numbers: .floats(tensor)))
  }

  /// Adds whole numbers and returns the name by which operators read them.
  public mutating func append(_ integers: [Int], name: String) -> String {
    append(Constant(name: newName(name), numbers: .integers(integers)))
  }

  private mutating func append(_ constant: Constant) -> String {
    constants.append(constant)
    return constant.name
  }

  /// Gives a value that the last operator made another name.
  mutating func renameLastOutput(to name: String) {
    guard let last = nodes.indices.last else { return }
    nodes[last].output = newName(name)
  }

  /// A name that nothing else has: the given one, or one with a number behind it.
  mutating func newName(_ wanted: String) -> String {
    var (name, number) = (wanted, 1)
    while !names.insert(name).inserted {
      number += 1
      name = "\(wanted)\(number)"
    }
    return name
  }
}
