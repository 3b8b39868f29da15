import NeuralNet

extension LayerSummary {
  init(
    _ name: String, _ kind: String, from inputs: [String], _ shape: [Int], parameters: Int = 0,
    connections: Int = 0, field: Int = 1
  ) {
    self.init(
      name: name, kind: kind, inputs: inputs, outputShape: shape, parameters: parameters,
      trainableParameters: parameters, connections: connections, multiplyAdds: connections,
      receptiveField: field, stride: 1)
  }
}

extension NetworkSummary {
  /// The article's network, with any number of kernels and branches.
  static func article(c1Maps: Int = 6, branches: Int = 2) -> NetworkSummary {
    let letters = "abcdefgh".prefix(branches).map(String.init)
    var layers = [
      LayerSummary(
        "c1", "convolution 5x5, ReLU", from: ["input"], [c1Maps, 28, 28], parameters: 26 * c1Maps,
        connections: 26 * c1Maps * 784, field: 5),
      LayerSummary("s1", "max-pooling 2x2", from: ["c1"], [c1Maps, 14, 14], field: 6),
    ]
    for letter in letters {
      layers += [
        LayerSummary(
          "c2\(letter)", "convolution 5x5, ReLU", from: ["s1"], [16, 10, 10],
          parameters: 16 * (25 * c1Maps + 1), field: 14),
        LayerSummary(
          "s2\(letter)", "max-pooling 2x2", from: ["c2\(letter)"], [16, 5, 5], field: 16),
      ]
    }
    if branches > 1 {
      layers.append(
        LayerSummary(
          "sum", "sum of \(branches) branches", from: letters.map { "s2" + $0 }, [16, 5, 5],
          field: 16))
    }
    return NetworkSummary(
      inputShape: [1, 32, 32],
      layers: layers + [
        LayerSummary(
          "c3", "convolution 5x5, ReLU", from: [branches > 1 ? "sum" : "s2a"], [120, 1, 1],
          parameters: 48_120, field: 32),
        LayerSummary(
          "f4", "fully connected, ReLU", from: ["c3"], [84], parameters: 10_164, field: 32),
        LayerSummary(
          "f5", "fully connected, log-softmax", from: ["f4"], [10], parameters: 850, field: 32),
      ])
  }

  static let perceptron = NetworkSummary(
    inputShape: [784],
    layers: [
      LayerSummary("hidden", "fully connected, tanh", from: ["input"], [300], parameters: 235_500),
      LayerSummary("output", "fully connected, softmax", from: ["hidden"], [10], parameters: 3_010),
    ])

  /// As many layers one behind the other.
  static func chain(_ count: Int) -> NetworkSummary {
    NetworkSummary(
      inputShape: [3, 64, 64],
      layers: (0..<count).map { number in
        LayerSummary(
          "layer \(number + 1)", number % 3 == 2 ? "max-pooling 2x2" : "convolution 3x3, ReLU",
          from: [number == 0 ? "input" : "layer \(number)"],
          [8 + 4 * number, max(1, 64 >> (number / 3)), max(1, 64 >> (number / 3))])
      })
  }

  /// A layer's output goes on and is added again two layers later.
  static let residual = NetworkSummary(
    inputShape: [1, 32, 32],
    layers: [
      LayerSummary("c1", "convolution 3x3, ReLU", from: ["input"], [16, 32, 32]),
      LayerSummary("c2", "convolution 3x3, ReLU", from: ["c1"], [16, 32, 32]),
      LayerSummary("c3", "convolution 3x3", from: ["c2"], [16, 32, 32]),
      LayerSummary("add", "sum of 2 branches", from: ["c1", "c3"], [16, 32, 32]),
      LayerSummary("output", "fully connected, log-softmax", from: ["add"], [10]),
    ])
}
