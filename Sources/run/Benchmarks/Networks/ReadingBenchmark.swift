import Datasets

/// Reading MNIST.
enum ReadingBenchmark: Benchmark {
  static let name = "reading"
  static let summary = "MNIST's four files into memory"

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let work = "reading MNIST's four files"
    guard conditions.isMNIST else {
      return [Entry(name, work: work, threads: 1, absence: "no MNIST: MNIST_DIR names its folder")]
    }
    var entry = try Contest(benchmark: name, work: work, threads: 1).entry(conditions) {
      try seconds { _ = try Digits.load() }
    }
    entry.want(.seconds(1))
    return [entry]
  }
}
