public import Errors

/// A neural network: an architecture and its weights, as one value.
///
/// ```swift
/// let network = try Network(input: [1, 32, 32], seed: 1) {
///   Conv2D("c1", maps: 6, kernel: 5)
///   ReLU()
///   MaxPool2D("s1", window: 2)
///   Dense("f2", units: 10)
///   LogSoftmax()
/// }
/// let logProbabilities = network(images)  // [batch, 10]
/// ```
///
/// The sizes of inputs are inferred: a layer says only what comes out of it.
public struct Network: Sendable {
  let graph: Graph
  let arithmetic: Arithmetic
  let kernels: KernelBuild
  /// Shared by all copies, which differ in their parameters alone.
  private let loweredNetworks = LoweredNetworks()
  /// In the order of `graph.parameters`.
  var parameters: [Tensor]

  /// A network with fresh weights.
  ///
  /// Weights and biases are drawn layer by layer in the order of definition, weight before bias,
  /// each row-major.
  ///
  /// - Parameters:
  ///   - input: `[maps, height, width]` of one image.
  ///   - seed: equal seeds give equal weights.
  ///   - initialization: how wide the range of the first weights is.
  ///   - arithmetic: whether fast kernels compute, or the plain loops of the textbook.
  ///   - layers: the layers in order; see ``Sum`` for branches.
  /// - Throws: which layer does not fit, what it expected and which shape it found.
  public init(
    input: [Int], seed: UInt64, initialization: Initialization = .standard,
    arithmetic: Arithmetic = .fast, @NetworkBuilder layers: () -> [NetworkPart]
  ) throws(InputError) {
    try self.init(
      input: input, seed: seed, initialization: initialization, parts: layers(),
      arithmetic: arithmetic)
  }

  /// As ``init(input:seed:initialization:layers:)``, from layers that were put together elsewhere.
  ///
  /// - Parameters:
  ///   - arithmetic: whether fast kernels compute, or the plain loops of the textbook.
  ///   - kernels: which build of the kernels computes.
  public init(
    input: [Int], seed: UInt64, initialization: Initialization = .standard,
    parts: [NetworkPart], arithmetic: Arithmetic = .fast, kernels: KernelBuild = .fastest
  ) throws(InputError) {
    graph = try Graph(input: input, parts: parts)
    self.arithmetic = arithmetic
    self.kernels = kernels
    var generator = SeededGenerator(seed: seed)
    parameters = graph.parameters.map { _, description in
      description.draw(initialization, using: &generator)
    }
  }

  /// The network made ready to run.
  func lowered(_ use: Use) -> LoweredNetwork {
    loweredNetworks.get(use) {
      LoweredNetwork(
        self, patterns: use == .patterns ? 1 : Shard.size, hasCurvatures: use == .patterns,
        hasAllValues: use == .inspection)
    }
  }

  /// `[maps, height, width]` of one image.
  public var inputShape: [Int] { graph.inputShape }

  /// The shape of one pattern's output.
  public var outputShape: [Int] { graph.outputShape }

  /// The numbers that the network computes for each image.
  ///
  /// - Shapes: `images` `[batch, maps, height, width]`, the result `[batch]` + `outputShape`.
  /// - Precondition: the images have the network's input shape.
  public func callAsFunction(_ images: Tensor) -> Tensor {
    Engine(self, as: .batches, threads: defaultThreadCount()).outputs(of: images)
  }
}

// What the weights are called and how to reach them.
extension Network {
  /// The names of all parameters, such as `c1.weight`, in the order of definition.
  public var parameterNames: [String] { graph.parameters.map(\.name) }

  /// How many numbers there are to learn.
  public var parameterCount: Int { graph.parameters.reduce(0) { $0 + $1.description.count } }

  /// A parameter by its name, such as `c1.weight`.
  ///
  /// - Shapes: a convolution's weight `[maps, maps in, kernel, kernel]`, a fully connected
  ///   layer's `[units, inputs]`, a bias `[maps]` or `[units]`.
  /// - Precondition: the network has such a parameter, and a new value has its shape, and zeros
  ///   where a connection table has no connection.
  public subscript(parameter: String) -> Tensor {
    get { parameters[index(ofParameter: parameter)] }
    set {
      let index = index(ofParameter: parameter)
      do {
        try check(newValue, asParameter: index)
      } catch {
        fatalError(error.description)
      }
      parameters[index] = newValue
    }
  }

  /// All parameters with their names.
  public var namedParameters: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: zip(parameterNames, parameters))
  }

  /// Replaces all parameters, or none.
  ///
  /// - Throws: which parameter is missing, is not the network's, has another shape, or is not zero
  ///   where a connection table has no connection.
  public mutating func setParameters(_ named: [String: Tensor]) throws(InputError) {
    for extra in named.keys.sorted() where !parameterNames.contains(extra) {
      throw InputError(
        place: extra, expected: "only parameters of the network", found: "another one")
    }
    var replaced: [Tensor] = []
    for (index, (name, description)) in graph.parameters.enumerated() {
      guard let tensor = named[name] else {
        throw InputError(
          place: name, expected: "a tensor of shape \(description.shape)", found: "none")
      }
      try check(tensor, asParameter: index)
      replaced.append(tensor)
    }
    parameters = replaced
  }

  private func check(_ tensor: Tensor, asParameter index: Int) throws(InputError) {
    let (name, description) = graph.parameters[index]
    guard tensor.shape == description.shape else {
      throw InputError(
        place: name, expected: "a tensor of shape \(description.shape)", found: "\(tensor.shape)")
    }
    guard description.table != nil else { return }
    if let stray = zip(tensor.scalars, description.isLearned).first(where: { $0 != 0 && !$1 }) {
      throw InputError(
        place: name, expected: "zeros where its table has no connection", found: "\(stray.0)")
    }
  }

  private func index(ofParameter name: String) -> Int {
    guard let index = graph.parameters.firstIndex(where: { $0.name == name }) else {
      fatalError(
        "\(name): expected one of the parameters \(parameterNames.joined(separator: ", "))")
    }
    return index
  }
}
