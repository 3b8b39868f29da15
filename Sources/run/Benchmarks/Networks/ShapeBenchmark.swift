import Datasets
import Figures
import Foundation
import NeuralNet

/// Training of networks of other shapes, which should not fall off a cliff: the kernels are made for
/// every shape, though they are tried on two.
enum ShapeBenchmark: Benchmark {
  static let name = "shapes"
  static let summary = "training with other kernels, maps and tables, beside the usual ones"

  private static let digitCount = 4_000

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let digits = conditions.digits.training[0..<digitCount]
    let (article, lenet5) = (TrainingRecipe.article, TrainingRecipe.lenet1998)
    return try entries(
      conditions, variants: articleVariants, usual: article.network(seed: 1),
      name: "article's network", images: article.images(digits)
    ) { network, images in
      var trainer = article.trainer(seed: 1, threads: 1)
      try trainer.trainEpoch(&network, on: images)
    }
      + entries(
        conditions, variants: lenet5Variants, usual: lenet5.network(seed: 1),
        name: "network of 1998", images: lenet5.images(digits)
      ) { network, images in
        var trainer = Trainer(DiagonalLevenbergMarquardt(mu: 0.1), loss: lenet5.loss, seed: 1)
        try trainer.trainEpoch(&network, on: images)
      }
  }

  /// A network that differs from the usual one in some shapes.
  private struct Variant {
    var name: String
    /// What makes it slow, if it is.
    var cause: String?
    var parts: [NetworkPart]

    init(_ name: String, cause: String? = nil, @NetworkBuilder parts: () -> [NetworkPart]) {
      (self.name, self.cause, self.parts) = (name, cause, parts())
    }
  }

  private static func entries(
    _ conditions: Conditions, variants: [Variant], usual: Network, name: String,
    images: LabeledImages, train: @escaping (inout Network, LabeledImages) throws -> Void
  ) throws -> [Entry] {
    /// One epoch after the other.
    func epochs(_ first: Network) -> () throws -> Double {
      var network = first
      return { try seconds { try train(&network, images) } }
    }
    let usualCost = Double(usual.summary.trainingMultiplyAdds)
    let usualEpoch = epochs(usual)
    return try variants.map { variant in
      let network = try Network(input: [1, 32, 32], seed: 1, parts: variant.parts)
      let cost = network.summary.trainingMultiplyAdds
      let contest = Contest(
        benchmark: Self.name,
        work: "\(name), \(variant.name)",
        threads: 1, multiplyAdds: images.count * cost,
        rivals: [
          Contest.Rival(
            name: "the usual shapes", threads: 1,
            work: .seconds { try usualEpoch() * Double(cost) / usualCost })
        ])
      var entry = try contest.entry(conditions, own: epochs(network))
      entry.want(.times(0.5, cause: variant.cause), againstBestOf: "the usual shapes")
      return entry
    }
  }

  private static let articleVariants = [
    Variant("8 kernels in C1") { ArticleNet.layers(c1Maps: 8) },
    Variant("10 kernels in C1") { ArticleNet.layers(c1Maps: 10) },
    Variant("3 branches") { ArticleNet.layers(branches: 3) },
    Variant("kernels of 7x7 in C1") {
      modern(Conv2D("c1", maps: 6, kernel: 7), Conv2D("c2", maps: 16, kernel: 5), side: 4)
    },
    Variant("kernels of 7x7 in C2") {
      modern(Conv2D("c1", maps: 6, kernel: 5), Conv2D("c2", maps: 16, kernel: 7), side: 4)
    },
    Variant("a connection table in C2") {
      modern(Conv2D("c1", maps: 6, kernel: 5), Conv2D("c2", table: .lenet5, kernel: 5), side: 5)
    },
    Variant(
      "pooling of 3x3",
      cause: "it is not fused with the convolution, whose gradient is computed where it is zero "
        + "too"
    ) {
      modern(
        Conv2D("c1", maps: 6, kernel: 5), Conv2D("c2", maps: 16, kernel: 4), pooling: 3, side: 2)
    },
  ]

  private static let lenet5Variants = [
    Variant("every map of S2 seen by every map of C3") {
      LeNet5.layers(table: .full(inputMaps: 6, outputMaps: 16))
    },
    Variant("8 kernels in C1") {
      classic(Conv2D("C1", maps: 8, kernel: 5), Conv2D("C3", maps: 16, kernel: 5), side: 5)
    },
    Variant("kernels of 7x7 in C1") {
      classic(Conv2D("C1", maps: 6, kernel: 7), Conv2D("C3", table: .lenet5, kernel: 6), side: 4)
    },
  ]

  /// The article's network with one branch and other convolutions.
  ///
  /// - Parameter side: of what the second pooling leaves.
  @NetworkBuilder
  private static func modern(
    _ c1: Conv2D, _ c2: Conv2D, pooling: Int = 2, side: Int
  ) -> [NetworkPart] {
    c1
    ReLU()
    MaxPool2D("s1", window: pooling)
    c2
    ReLU()
    MaxPool2D("s2", window: pooling)
    Conv2D("c3", maps: 120, kernel: side)
    ReLU()
    Dense("f4", units: 84)
    ReLU()
    Dense("f5", units: 10)
    LogSoftmax()
  }

  /// The network of 1998 with other convolutions.
  ///
  /// - Parameter side: of S4's maps.
  @NetworkBuilder
  private static func classic(_ c1: Conv2D, _ c3: Conv2D, side: Int) -> [NetworkPart] {
    c1
    ScaledTanh()
    Subsampling2D("S2", window: 2)
    ScaledTanh()
    c3
    ScaledTanh()
    Subsampling2D("S4", window: 2)
    ScaledTanh()
    Conv2D("C5", maps: 120, kernel: side)
    ScaledTanh()
    Dense("F6", units: 84)
    ScaledTanh()
    RBFOutput("output", codes: .digits)
  }
}
