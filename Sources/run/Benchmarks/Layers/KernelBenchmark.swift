import NeuralNet

/// One kernel, checked against the plain loops and ready to be timed on one thread.
struct KernelBenchmark {
  /// The name by which `--only` asks for all kernels.
  static let section = "kernels"
  /// The largest allowed difference, as a share of the plain loops' largest number or of 1: sums of
  /// hundreds of products differ in their last digits, because they are added in another order.
  static let bound = 1e-4

  let network: String
  /// The layer and what is computed of it, such as `c1 forward`.
  let name: String
  let patterns: Int
  /// How many multiply-adds a run takes if none are left out; `nil` where there are none. Skipping
  /// zeros can take the rate past the processor's peak.
  let multiplyAdds: Int?
  let difference: Double
  let run: () -> Void

  /// Checks all kernels of both networks, then times them.
  ///
  /// - Throws: `Disagreement` with the first kernel that does not compute what plain loops do.
  static func entries(_ conditions: Conditions) throws -> [KernelEntry] {
    let article = try ArticleNet.network(seed: 1)
    let layers = try networks().flatMap { name, network, patterns in
      try network.steps.flatMap { step in
        guard case .layer(let layer) = step.operation else { return [KernelBenchmark]() }
        return try LayerKernels(
          "\(step.name) \(layer.shortKind)", [step], of: network, parts: [.layer(layer)],
          patterns: patterns
        ).benchmarks(network: name)
      }
    }
    let kernels =
      try fused(article) + layers + [adamKernel(weights: article.parameterCount)]
    for kernel in kernels where !(kernel.difference <= bound) {
      throw Disagreement(
        place: "\(kernel.network), \(kernel.name)", bound: bound, difference: kernel.difference)
    }
    return kernels.map { kernel in
      let sample = Sample(repetitions: 4 * conditions.repetitions, runs: 20, kernel.run)
      return KernelEntry(kernel, sample: sample, peak: conditions.peak)
    }
  }

  /// What the article's network computes as one: convolution, ReLU and pooling, and in the second
  /// layer the branches with their sum.
  private static func fused(_ article: Network) throws -> [KernelBenchmark] {
    func branch(_ step: Network.Step) -> [NetworkPart] {
      guard case .layer(let convolution) = step.operation else { return [] }
      return [.layer(convolution), .layer(ReLU()), .layer(MaxPool2D(window: 2))]
    }
    return try [["c1"], ["c2a", "c2b"]].flatMap { names in
      let steps = names.compactMap { name in article.steps.first { $0.name == name } }
      let sum = Sum { for step in steps { Branch { branch(step) } } }
      return try LayerKernels(
        names.joined(separator: " and ") + " with ReLU and pooling", steps, of: article,
        parts: steps.count == 1 ? branch(steps[0]) : [.sum(sum)], patterns: Shard.size
      ).benchmarks(network: "article")
    }
  }

  /// The two networks of the book, with as many patterns at a time as training gives them.
  private static func networks() throws -> [(name: String, network: Network, patterns: Int)] {
    [
      ("article", try ArticleNet.network(seed: 1), Shard.size),
      ("1998", try LeNet5.network(initialization: .averaging, seed: 1), 1),
    ]
  }
}
