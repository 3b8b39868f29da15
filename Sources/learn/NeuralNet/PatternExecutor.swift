/// Trains a network one pattern at a time.
///
/// Weights, rates and second derivatives stay in the order of the kernels from the first pattern
/// to the last: rearranging 60,000 weights at each step would take longer than the step.
final class PatternExecutor {
  private let graph: Graph
  private let kernels: KernelSet
  private let workspace: Workspace
  private var packed: [PackedParameters]
  /// One for each parameter that learns, zero where the kernels' order has gaps.
  private let masks: [PackedGradient]
  /// The estimate of the second derivatives.
  private var curvatures: [PackedGradient]
  /// The second derivatives, or the gradient, of one pattern.
  private var room: [PackedGradient]
  /// `1 / (mu + h)` for each parameter.
  private var rates: [PackedGradient]
  /// The loss's gradient with respect to the output for the pattern that was run last.
  private var outputGradient: [Float] = []

  init(_ network: Network) {
    graph = network.fusedGraph
    kernels = network.kernels
    workspace = Workspace(graph: graph, kernels: kernels)
    func pack(_ parameters: [Tensor]) -> [PackedParameters] {
      network.fusedGraph.nodes.map { node in
        var packed = PackedParameters()
        if case .layer(_, let operation) = node.step {
          operation.pack(parameters[node.parameters], into: &packed)
        }
        return packed
      }
    }
    packed = pack(network.parameters)
    room = network.fusedGraph.nodes.map(\.emptyGradient)
    let ones = graph.parameters.map {
      Tensor(shape: $0.description.shape, scalars: $0.description.isLearned.map { $0 ? 1 : 0 })
    }
    masks = zip(pack(ones), room).map { ones, room in
      var mask = room
      mask.rows = Array(ones.rows.prefix(room.rows.count))
      mask.bias = Array(ones.bias.prefix(room.bias.count))
      return mask
    }
    curvatures = room
    rates = room
  }

  /// The parameters as they are now, in the order of definition.
  var parameters: [Tensor] {
    let arrays = zip(graph.nodes, packed).flatMap { node, packed in
      node.unpack(rows: packed.rows, bias: packed.bias)
    }
    return zip(graph.parameters, arrays).map {
      Tensor(shape: $0.description.shape, scalars: $1)
    }
  }

  /// The estimate of the second derivatives, in the order of definition.
  var estimatedCurvatures: [Tensor] {
    let arrays = zip(graph.nodes, curvatures).flatMap { node, curvature in
      node.unpack(rows: curvature.rows, bias: curvature.bias)
    }
    return zip(graph.parameters, arrays).map {
      Tensor(shape: $0.description.shape, scalars: $1)
    }
  }

  /// Runs one pattern forward and returns its loss.
  ///
  /// - Parameter fill: puts the pattern into the workspace.
  func run(label: Int, loss: any Loss, fill: (Workspace) -> Void) -> Double {
    fill(workspace)
    workspace.forward(patterns: 1, parameters: packed)
    let evaluated = loss.evaluate(
      outputs: workspace.output(patterns: 1), labels: [label], scale: 1)
    outputGradient = evaluated.gradient
    return evaluated.total
  }

  /// Mixes the second derivatives of the pattern that was run last into the estimate.
  ///
  /// - Parameter weight: the pattern's share of the estimate; 1 forgets all earlier patterns.
  func estimateCurvatures(label: Int, loss: any Loss, weight: Float) {
    // Some layers' second derivatives depend on the gradient at their output. What this adds to the
    // parameters' gradients is not needed.
    workspace.backward(
      from: outputGradient, patterns: 1, parameters: packed, addingTo: &room)
    for index in room.indices { room[index].clear(kernels) }
    workspace.carryCurvatureBack(
      from: loss.curvatures(outputs: workspace.output(patterns: 1), labels: [label]),
      parameters: packed, addingTo: &room)
    let runningMean = kernels.patternDescent.runningMean
    for index in room.indices {
      let (rows, bias) = (room[index].rows, room[index].bias)
      runningMean(rows, weight, rows.count, &curvatures[index].rows)
      runningMean(bias, weight, bias.count, &curvatures[index].bias)
    }
  }

  /// Makes the rates of the estimate: `1 / (mu + h)`.
  func updateRates(mu: Float) {
    let diagonalRates = kernels.patternDescent.diagonalRates
    for index in rates.indices {
      let (mask, curvature) = (masks[index], curvatures[index])
      diagonalRates(curvature.rows, mask.rows, mu, mask.rows.count, &rates[index].rows)
      diagonalRates(curvature.bias, mask.bias, mu, mask.bias.count, &rates[index].bias)
    }
  }

  /// Takes a step along the gradient of the pattern that was run last.
  func descend(learningRate: Float) {
    workspace.descend(
      from: outputGradient, rates: rates, scale: learningRate, room: &room, parameters: &packed)
  }

  /// The row of the first layer whose numbers are not finite.
  var firstNonFiniteRow: String? { workspace.firstNonFiniteRow }
}

extension Graph.Node {
  /// A gradient of zero of the node's parameters, in the order of the kernels.
  var emptyGradient: PackedGradient {
    switch step {
    case .layer(_, let operation): operation.makeGradient()
    case .sum: PackedGradient(rows: 0, bias: 0)
    }
  }

  /// Numbers in the order of the kernels as row-major arrays, one for each parameter.
  fileprivate func unpack(rows: [Float], bias: [Float]) -> [[Float]] {
    guard case .layer(_, let operation) = step, !parameters.isEmpty else { return [] }
    var gradient = emptyGradient
    gradient.rows = rows
    gradient.bias = Array(bias.prefix(gradient.bias.count))
    return operation.unpack(gradient)
  }
}
