import NeuralNet

extension Network {
  /// The network with weights that are small multiples of 1/16, so that sums of products with such
  /// numbers are exact and the same on every machine.
  func withExactWeights() -> Network {
    var network = self
    for (offset, name) in parameterNames.enumerated() {
      var tensor = network[name]
      for index in tensor.scalars.indices where tensor.scalars[index] != 0 {
        tensor.scalars[index] = Float((index * 37 + offset * 11) % 17 - 8) / 16
      }
      network[name] = tensor
    }
    return network
  }
}

extension Tensor {
  /// Images of multiples of 1/4 from 0 to 1, with a stroke in the middle.
  static func digits(_ count: Int, side: Int = 32) -> Tensor {
    Tensor(
      shape: [count, 1, side, side],
      scalars: (0..<count).flatMap { digit in
        (0..<side * side).map { index in
          let (row, column) = (index / side, index % side)
          let distance = abs(column - row / 2 - side / 4 - digit % 3)
          return row > 4 && row < side - 4 && distance < 4 ? 1 - Float(distance) / 4 : 0
        }
      })
  }
}

/// Networks as readers change them: more kernels, another table, other branches.
enum ChangedNetwork: String, CaseIterable {
  case article, eightKernels, oneBranch, threeBranches, lenet5, fullTable

  func network() throws -> Network {
    switch self {
    case .article: try ArticleNet.network(seed: 1)
    case .eightKernels: try ArticleNet.network(c1Maps: 8, seed: 1)
    case .oneBranch: try ArticleNet.network(branches: 1, seed: 1)
    case .threeBranches: try ArticleNet.network(branches: 3, seed: 1)
    case .lenet5: try LeNet5.network(seed: 1)
    case .fullTable: try LeNet5.network(table: .full(inputMaps: 6, outputMaps: 16), seed: 1)
    }
  }

  var isLeNet5: Bool { self == .lenet5 || self == .fullTable }
}
