import NeuralNet

/// Images that anyone can tell apart: class k is a bright bar in row k, with noise over all.
func barImages(
  count: Int, classes: Int = 4, side: Int = 8, seed: UInt64
) -> LabeledImages {
  var generator = SeededGenerator(seed: seed)
  var scalars: [Float] = []
  var labels: [UInt8] = []
  for _ in 0..<count {
    let label = generator.integer(below: classes)
    for row in 0..<side {
      for _ in 0..<side {
        scalars.append((row == label ? 0.7 : 0) + generator.uniform(in: 0...0.3))
      }
    }
    labels.append(UInt8(label))
  }
  return LabeledImages(
    images: Tensor(shape: [count, 1, side, side], scalars: scalars), labels: labels,
    classes: classes)
}

/// A network small enough for tests that run it often, with a layer of every kind.
func smallNetwork(seed: UInt64 = 1, arithmetic: Arithmetic = .fast) throws -> Network {
  try Network(input: [1, 8, 8], seed: seed, arithmetic: arithmetic) {
    Conv2D("c1", maps: 3, kernel: 3)
    ReLU()
    MaxPool2D("s1", window: 2)
    Sum("sum") {
      Branch {
        Conv2D("c2a", maps: 5, kernel: 2)
        ReLU()
      }
      Branch {
        Conv2D("c2b", maps: 5, kernel: 2)
        ReLU()
      }
    }
    Dense("f3", units: 9)
    ReLU()
    Dense("f4", units: 4)
    LogSoftmax()
  }
}
