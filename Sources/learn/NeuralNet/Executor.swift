/// Runs a network on batches, cut into shards that threads share out.
///
/// The cut depends on the batch alone and sums are added in the order of the shards, so that
/// results are the same bits for any number of threads.
final class Executor {
  private let graph: Graph
  private let kernels: KernelSet
  private let workers: Workers
  private var packed: [PackedParameters]
  private var workspaces: [Workspace] = []
  private var shards: [ShardGradient] = []

  /// What one shard adds to the gradient.
  private final class ShardGradient {
    var parameters: [PackedGradient]
    var loss = 0.0

    init(_ graph: Graph) {
      parameters = graph.nodes.map(\.emptyGradient)
    }
  }

  /// - Parameter isFused: whether layers may be computed together, so that not every layer's values
  ///   are at hand.
  init(_ network: Network, threads: Int, isFused: Bool = true) {
    graph = isFused ? network.fusedGraph : network.graph
    kernels = network.kernels
    workers = Workers(threads: threads)
    packed = graph.nodes.map { _ in PackedParameters() }
    setParameters(network.parameters)
  }

  /// Takes over the parameters of a network with the same graph.
  func setParameters(_ parameters: [Tensor]) {
    for (index, node) in graph.nodes.enumerated() {
      if case .layer(_, let operation) = node.step {
        operation.pack(parameters[node.parameters], into: &packed[index])
      }
    }
  }

  /// Runs shards forward.
  ///
  /// - Parameters:
  ///   - fill: puts some of the patterns into a workspace.
  ///   - consume: is handed each shard's workspace, on any thread, in any order.
  func forward(
    patterns: Int, fill: (Workspace, Range<Int>) -> Void,
    consume: (_ workspace: Workspace, _ shard: Int, _ range: Range<Int>) -> Void
  ) {
    let shardCount = Shard.count(patterns: patterns)
    reserveWorkspaces(shards: shardCount)
    workers.run(tasks: shardCount) { worker, shard in
      let range = self.range(ofShard: shard, patterns: patterns)
      let workspace = workspaces[worker]
      fill(workspace, range)
      workspace.forward(patterns: range.count, parameters: packed)
      consume(workspace, shard, range)
    }
  }

  /// The total loss of a batch, and the gradient of its mean for each parameter, row-major.
  ///
  /// - Parameter fill: puts some of the patterns into a workspace and returns their labels.
  func gradients(
    patterns: Int, loss: any Loss, fill: (Workspace, Range<Int>) -> ArraySlice<Int>
  ) -> (totalLoss: Double, gradients: [Tensor]) {
    // Even an empty batch has a gradient, zero.
    let shardCount = max(Shard.count(patterns: patterns), 1)
    reserveWorkspaces(shards: shardCount)
    while shards.count < shardCount { shards.append(ShardGradient(graph)) }
    workers.run(tasks: shardCount) { worker, shard in
      let range = self.range(ofShard: shard, patterns: patterns)
      let (workspace, result) = (workspaces[worker], shards[shard])
      let labels = fill(workspace, range)
      workspace.forward(patterns: range.count, parameters: packed)
      let evaluated = loss.evaluate(
        outputs: workspace.output(patterns: range.count), labels: labels,
        scale: 1 / Float(patterns))
      result.loss = evaluated.total
      for index in result.parameters.indices { result.parameters[index].clear(kernels) }
      workspace.backward(
        from: evaluated.gradient, patterns: range.count, parameters: packed,
        addingTo: &result.parameters)
    }
    return (
      shards.prefix(shardCount).reduce(0) { $0 + $1.loss }, sumOfGradients(shards: shardCount)
    )
  }

  /// The gradients of all shards, added in the order of the shards.
  private func sumOfGradients(shards shardCount: Int) -> [Tensor] {
    var arrays: [[Float]] = []
    for (index, node) in graph.nodes.enumerated() {
      guard case .layer(_, let operation) = node.step, let first = shards.first else { continue }
      for shard in shards.prefix(shardCount).dropFirst() {
        let (part, sum) = (shard.parameters[index], first)
        kernels.addition(part.rows, part.rows.count, &sum.parameters[index].rows)
        kernels.addition(part.bias, part.bias.count, &sum.parameters[index].bias)
      }
      arrays += operation.unpack(first.parameters[index])
    }
    return zip(graph.parameters, arrays).map {
      Tensor(shape: $0.description.shape, scalars: $1)
    }
  }

  private func range(ofShard shard: Int, patterns: Int) -> Range<Int> {
    shard * Shard.size..<min((shard + 1) * Shard.size, patterns)
  }

  private func reserveWorkspaces(shards: Int) {
    while workspaces.count < min(workers.threads, shards) {
      workspaces.append(Workspace(graph: graph, kernels: kernels))
    }
  }
}

extension Executor {
  /// The gradient of the mean loss of a batch with respect to each pixel.
  func imageGradient(_ images: Tensor, labels: [Int], loss: any Loss) -> Tensor {
    let patterns = labels.count
    let parts = ShardResults<[Float]>()
    forward(patterns: patterns) { workspace, range in
      workspace.setInput(images.scalars, first: range.lowerBound, patterns: range.count)
    } consume: { workspace, shard, range in
      let evaluated = loss.evaluate(
        outputs: workspace.output(patterns: range.count), labels: labels[range],
        scale: 1 / Float(patterns))
      var unused = ShardGradient(graph).parameters
      workspace.backward(
        from: evaluated.gradient, patterns: range.count, parameters: packed, addingTo: &unused,
        includingImage: true)
      parts[shard] = graph.inputLayout.rowMajor(workspace.gradients[0], patterns: range.count)
    }
    return Tensor(shape: images.shape, scalars: parts.inOrder.flatMap { $0 })
  }

  /// The network's output for each image.
  func outputs(of images: Tensor) -> Tensor { values([graph.nodes.count], of: images)[0] }

  /// Some of the graph's values for each image.
  func values(_ indexes: [Int], of images: Tensor) -> [Tensor] {
    graph.checkImages(images)
    let patterns = images.shape[0]
    let parts = ShardResults<[[Float]]>()
    forward(patterns: patterns) { workspace, range in
      workspace.setInput(images.scalars, first: range.lowerBound, patterns: range.count)
    } consume: { workspace, shard, range in
      parts[shard] = indexes.map {
        graph.layout(ofValue: $0).rowMajor(workspace.values[$0], patterns: range.count)
      }
    }
    return indexes.enumerated().map { position, index in
      Tensor(
        shape: [patterns] + graph.shape(ofValue: index),
        scalars: parts.inOrder.flatMap { $0[position] })
    }
  }
}
