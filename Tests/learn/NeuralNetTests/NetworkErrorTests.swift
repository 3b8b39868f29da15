import Errors
import NeuralNet
import Testing

/// Networks that cannot be built, and the words in which that is said.
@Suite("Errors of networks")
struct NetworkErrorTests {
  func message(_ body: () throws(InputError) -> Network) -> String {
    do {
      _ = try body()
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test("A kernel larger than its input")
  func kernelTooLarge() {
    let text = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) {
        Conv2D("c1", maps: 6, kernel: 5)
        Conv2D("c2", maps: 6, kernel: 5)
      }
    }
    #expect(text == "c2 (convolution 5x5): expected maps of at least 5x5, found [6, 4, 4]")
  }

  @Test("A convolution after a row of units")
  func convolutionOfUnits() {
    let text = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) {
        Dense("f1", units: 10)
        Conv2D("c2", maps: 6, kernel: 5)
      }
    }
    #expect(text == "c2 (convolution 5x5): expected maps of at least 5x5, found [10]")
  }

  @Test("Pooling of maps that are too small")
  func poolingTooLarge() {
    let text = message { () throws(InputError) in
      try Network(input: [1, 2, 2], seed: 1) { MaxPool2D("s1", window: 3) }
    }
    #expect(text == "s1 (max-pooling 3x3): expected maps of at least 3x3, found [1, 2, 2]")
  }

  @Test("Log-softmax of maps")
  func softmaxOfMaps() {
    let text = message { () throws(InputError) in
      try Network(input: [1, 2, 2], seed: 1) { LogSoftmax("out") }
    }
    #expect(text == "out (log-softmax): expected a row of scores, [classes], found [1, 2, 2]")
  }

  @Test("Branches that end in different shapes")
  func branchesDisagree() {
    let text = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) {
        Sum("sum") {
          Branch { Conv2D("a", maps: 6, kernel: 5) }
          Branch { Conv2D("b", maps: 8, kernel: 5) }
        }
      }
    }
    #expect(
      text == "sum (sum of branches): expected branches that end in the same shape, "
        + "found [6, 4, 4] and [8, 4, 4]")
  }

  @Test("Names that occur twice, sums that add nothing, networks without layers")
  func others() {
    let twice = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) {
        Dense("f1", units: 10)
        Dense("f1", units: 10)
      }
    }
    #expect(twice == "f1: expected a name that nothing else has, found the name twice")
    let nothing = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) { Sum("sum") {} }
    }
    #expect(nothing == "sum: expected at least one branch, found none")
    let empty = message { () throws(InputError) in try Network(input: [1, 8, 8], seed: 1) {} }
    #expect(empty == "network: expected at least one layer, found none")
    let flat = message { () throws(InputError) in
      try Network(input: [8, 8], seed: 1) { Dense(units: 1) }
    }
    #expect(flat == "input: expected [maps, height, width] or [units], found [8, 8]")
    let none = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) { Dense("f1", units: 0) }
    }
    #expect(none == "f1 (fully connected): expected at least 1 unit, found 0")
    let noMaps = message { () throws(InputError) in
      try Network(input: [1, 8, 8], seed: 1) { Conv2D("c1", maps: 0, kernel: 3) }
    }
    #expect(noMaps == "c1 (convolution 3x3): expected at least 1 map, found 0")
  }

  @Test("The article's network without branches, or with too many", arguments: [0, 27, -1])
  func branches(count: Int) {
    let text = message { () throws(InputError) in
      try ArticleNet.network(branches: count, seed: 1)
    }
    #expect(text == "branches: expected 1 to 26, found \(count)")
  }

  @Test("Parameters that are missing, too many, or of another shape")
  func parameters() throws {
    var network = try smallNetwork()
    var named = network.namedParameters
    named["c1.bias"] = nil
    #expect(
      throws: InputError(place: "c1.bias", expected: "a tensor of shape [3]", found: "none")
    ) {
      try network.setParameters(named)
    }
    named["c1.bias"] = Tensor(shape: [2])
    #expect(throws: InputError(place: "c1.bias", expected: "a tensor of shape [3]", found: "[2]")) {
      try network.setParameters(named)
    }
    named["c1.bias"] = Tensor(shape: [3])
    named["c9.bias"] = Tensor(shape: [3])
    #expect(throws: InputError.self) { try network.setParameters(named) }
    #expect(try network.namedParameters == smallNetwork().namedParameters)
  }

  @Test("Images of another shape stop with a message")
  func wrongImages() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let network = try ArticleNet.network(seed: 1)
      _ = network(Tensor(shape: [2, 1, 28, 28]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains("network: expected images [batch, 1, 32, 32], found [2, 1, 28, 28]"))
  }

  @Test("A parameter that is not there stops with a message")
  func unknownParameter() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let network = try Network(input: [1, 8, 8], seed: 1) { Dense("f1", units: 2) }
      _ = network["f2.weight"]
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("f2.weight: expected one of the parameters f1.weight, f1.bias"))
  }
}
