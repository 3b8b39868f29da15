import Errors

/// An architecture made ready to run: its layers in order, each knowing what feeds it.
///
/// Values are numbered: 0 is the image, and value k + 1 is the output of node k.
struct Graph: Sendable {
  /// One step of the computation.
  struct Node: Sendable {
    /// The row of the table that the step belongs to.
    var name: String
    var step: Step
    /// The numbers of the values that feed the step.
    var inputs: [Int]
    var shape: [Int]
    /// Which of the network's parameters are the step's.
    var parameters: Range<Int>
  }

  enum Step: Sendable {
    case layer(any Layer)
    case sum
    /// Branches of convolution, ReLU and 2x2 max-pooling, and their sum; see Graph+Rewriting.
    case pooledConvolution(Conv2D, branches: Int)
  }

  let inputShape: [Int]
  /// Whether the layers that read the image can read a map that is not padded.
  let readsUnpaddedImage: Bool
  var nodes: [Node] = []
  /// All parameters in the order in which they are drawn and stored, named `layer.role`.
  private(set) var parameters: [(name: String, description: ParameterDescription)] = []
  private var names: Set<String> = ["input"]

  init(input: [Int], parts: [NetworkPart]) throws(InputError) {
    guard input.count == 3 || input.count == 1, input.allSatisfy({ $0 >= 1 }) else {
      throw InputError(
        place: "input", expected: "[maps, height, width] or [units]", found: "\(input)")
    }
    inputShape = input
    readsUnpaddedImage = input.count == 3 && Self.firstLayersReadUnpaddedMaps(parts)
    let end = try append(parts, to: 0)
    guard end > 0 else {
      throw InputError(place: "network", expected: "at least one layer", found: "none")
    }
  }

  /// The shape of value number `index`.
  func shape(ofValue index: Int) -> [Int] { index == 0 ? inputShape : nodes[index - 1].shape }

  var outputShape: [Int] { shape(ofValue: nodes.count) }

  /// The last value that belongs to a row of the table, if there is such a row.
  func value(named name: String) -> Int? {
    nodes.lastIndex { $0.name == name }.map { $0 + 1 }
  }

  /// The names of the table's rows, in order.
  var rowNames: [String] {
    var names: [String] = []
    for node in nodes where !names.contains(node.name) { names.append(node.name) }
    return names
  }

  /// Stops with a message if images do not have the input's shape.
  func checkImages(_ images: Tensor) {
    guard images.shape.count == inputShape.count + 1,
      images.shape.dropFirst().elementsEqual(inputShape)
    else {
      let expected = (["batch"] + inputShape.map(String.init)).joined(separator: ", ")
      fatalError("network: expected images [\(expected)], found \(images.shape)")
    }
  }
}

extension Graph {
  private static func firstLayersReadUnpaddedMaps(_ parts: [NetworkPart]) -> Bool {
    switch parts.first {
    case .layer(let layer): layer.readsUnpaddedMaps
    case .sum(let sum): sum.branches.allSatisfy { firstLayersReadUnpaddedMaps($0.parts) }
    case nil: false
    }
  }

  /// Adds layers in a row and returns the number of the value they end in.
  private mutating func append(
    _ parts: [NetworkPart], to start: Int
  ) throws(InputError) -> Int {
    var value = start
    for part in parts {
      switch part {
      case .layer(let layer):
        value = try append(layer, to: value, isFirst: value == start)
      case .sum(let sum): value = try append(sum, to: value)
      }
    }
    return value
  }

  private mutating func append(
    _ layer: any Layer, to input: Int, isFirst: Bool
  ) throws(InputError) -> Int {
    // An unnamed activation belongs to the layer before it in its own row of layers.
    let belongsToInput = layer.name == nil && layer.isActivation && !isFirst
    let name =
      belongsToInput ? nodes[input - 1].name : try newName(layer.name, kind: layer.shortKind)
    let inputShape = shape(ofValue: input)
    let shape: [Int]
    do {
      shape = try layer.outputShape(for: inputShape)
    } catch {
      throw InputError(
        place: "\(name) (\(layer.kind))", expected: error.expected, found: error.found)
    }
    let firstParameter = parameters.count
    parameters += layer.parameters(for: inputShape).map { ("\(name).\($0.role)", $0) }
    nodes.append(
      Node(
        name: name, step: .layer(layer), inputs: [input], shape: shape,
        parameters: firstParameter..<parameters.count))
    return nodes.count
  }

  private mutating func append(
    _ sum: Sum, to input: Int
  ) throws(InputError) -> Int {
    let name = try newName(sum.name, kind: "sum")
    guard !sum.branches.isEmpty else {
      throw InputError(place: name, expected: "at least one branch", found: "none")
    }
    var ends: [Int] = []
    for branch in sum.branches {
      ends.append(try append(branch.parts, to: input))
    }
    let shapes = ends.map { shape(ofValue: $0) }
    guard shapes.allSatisfy({ $0 == shapes[0] }) else {
      throw InputError(
        place: "\(name) (sum of branches)", expected: "branches that end in the same shape",
        found: shapes.map { "\($0)" }.joined(separator: " and "))
    }
    nodes.append(
      Node(
        name: name, step: .sum, inputs: ends, shape: shapes[0],
        parameters: parameters.count..<parameters.count))
    return nodes.count
  }

  /// The name of a new row: the given one, or one made of its kind and the first free number.
  private mutating func newName(_ given: String?, kind: String) throws(InputError) -> String {
    var name = given ?? "\(kind)1"
    var number = 1
    while given == nil, names.contains(name) {
      number += 1
      name = "\(kind)\(number)"
    }
    guard names.insert(name).inserted else {
      throw InputError(
        place: name, expected: "a name that nothing else has", found: "the name twice")
    }
    return name
  }
}
