import Errors
import NeuralNet
import Testing

@Suite("LeNet-5")
struct LeNet5Tests {
  /// - Source: LeCun et al. (1998), section II.B, prints these numbers layer by layer; receptive
  ///   fields follow from the sizes of kernels and windows.
  @Test("The table of the network is the paper's")
  func summary() throws {
    let summary = try LeNet5.network(seed: 1).summary
    let rows = summary.layers
    #expect(rows.map(\.name) == ["C1", "S2", "C3", "S4", "C5", "F6", "output"])
    #expect(
      rows.map(\.kind) == [
        "convolution 5x5, scaled tanh", "subsampling 2x2, scaled tanh",
        "convolution 5x5, 60 kernels, scaled tanh", "subsampling 2x2, scaled tanh",
        "convolution 5x5, scaled tanh", "fully connected, scaled tanh", "Euclidean RBF",
      ])
    #expect(
      rows.map(\.inputs) == [["input"], ["C1"], ["S2"], ["C3"], ["S4"], ["C5"], ["F6"]])
    #expect(
      rows.map(\.outputShape) == [
        [6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5], [120, 1, 1], [84], [10],
      ])
    #expect(rows.map(\.trainableParameters) == [156, 12, 1_516, 32, 48_120, 10_164, 0])
    #expect(rows.map(\.parameters) == [156, 12, 1_516, 32, 48_120, 10_164, 840])
    #expect(
      rows.map(\.connections) == [122_304, 5_880, 151_600, 2_000, 48_120, 10_164, 840])
    #expect(
      rows.map(\.multiplyAdds) == [117_600, 1_176, 150_000, 400, 48_000, 10_080, 840])
    #expect(rows.map(\.receptiveField) == [5, 6, 14, 16, 32, 32, 32])
    #expect(rows.map(\.stride) == [1, 2, 2, 4, 4, 4, 4])
    #expect(summary.trainableParameters == 60_000)
    #expect(summary.connections == 340_908)
  }

  @Test("The network has 60,000 numbers to learn")
  func parameterCount() throws {
    #expect(try LeNet5.network(seed: 1).parameterCount == 60_000)
    let full = ConnectionTable.full(inputMaps: 6, outputMaps: 16)
    #expect(try LeNet5.network(table: full, seed: 1).parameterCount == 60_000 - 1_516 + 2_416)
  }

  @Test(
    "First weights fill the range that the fan-in of their unit gives",
    arguments: [Initialization.lenet1998, .standard])
  func initialization(initialization: Initialization) throws {
    let network = try LeNet5.network(initialization: initialization, seed: 3)
    func largest(_ tensor: Tensor) -> Float { tensor.scalars.reduce(0) { max($0, abs($1)) } }
    for (name, fanIn) in [("C1.weight", 25), ("C5.weight", 400), ("F6.bias", 120)] {
      let (found, bound) = (largest(network[name]), initialization.bound(fanIn: fanIn))
      #expect(found <= bound && found > 0.9 * bound)
    }
    // Maps of C3 with three, four and six inputs have ranges of their own.
    for (map, fanIn) in [(0, 75), (7, 100), (15, 150)] {
      let (found, bound) = (largest(network["C3.weight"][map]), initialization.bound(fanIn: fanIn))
      #expect(found <= bound && found > 0.9 * bound)
    }
    #expect(abs(Initialization.lenet1998.bound(fanIn: 120) - 0.02) < 1e-8)
    #expect(Initialization.standard.bound(fanIn: 400) == 0.05)
  }

  @Test("Subsampling can begin as the average, whatever the range of other weights")
  func averaging() throws {
    for width in [Initialization.Width.overFanIn(2.4), .overRootOfFanIn(1)] {
      let initialization = Initialization(width, subsamplingBeginsAsAverage: true)
      let network = try LeNet5.network(initialization: initialization, seed: 3)
      #expect(network["S2.coefficient"] == Tensor(repeating: 0.25, shape: [6]))
      #expect(network["S4.coefficient"] == Tensor(repeating: 0.25, shape: [16]))
      #expect(Set(network["S2.bias"].scalars).count == 6)
    }
    let drawn = try LeNet5.network(initialization: .standard, seed: 3)
    #expect(Set(drawn["S4.coefficient"].scalars).count == 16)
  }

  @Test("The digits' codes are the paper's bitmaps")
  func codes() throws {
    #expect(RBFCodes.digits.units == 84)
    #expect(RBFCodes.digits.classes == 10)
    #expect(RBFCodes.digits.scalars.allSatisfy { abs($0) == 1 })
    #expect(
      Glyph("3")?.rows == [
        "#######", ".....##", "....##.", "...##..", "..####.", ".....##", ".....##", ".....##",
        "##...##", ".#####.", ".......", ".......",
      ])
    let pairs = (0..<10).flatMap { first in (0..<first).map { (first, $0) } }
    let distances = pairs.map { RBFCodes.digits.distance($0, $1) }
    #expect(distances.min() == 12)
    #expect(RBFCodes.digits.distance(6, 8) == 12)
  }

  @Test("Every glyph has twelve rows of seven pixels, and no two are the same by mistake")
  func glyphs() throws {
    #expect(Glyph.characters.count == 96)
    #expect(Set(Glyph.characters).count == 96)
    for character in Glyph.characters {
      let glyph = try #require(Glyph(character))
      #expect(glyph.rows.count == 12)
      #expect(glyph.rows.allSatisfy { $0.count == 7 && $0.allSatisfy { "#.".contains($0) } })
    }
    #expect(Glyph("é") == nil)
  }

  @Test("Any codes will do, of as many units as the layer before has")
  func otherCodes() throws {
    let codes = try RBFCodes(Tensor(shape: [3, 2], scalars: [0, 0, 1, 0, 0, 2]))
    var network = try Network(input: [2], seed: 1) {
      Dense("f", units: 2)
      RBFOutput("output", codes: codes)
    }
    network["f.weight"] = Tensor(shape: [2, 2], scalars: [1, 0, 0, 1])
    network["f.bias"] = Tensor(shape: [2])
    let images = Tensor(shape: [2, 2], scalars: [0.75, 0, 0, 3])
    #expect(network(images).scalars == [0.5625, 0.0625, 4.5625, 9, 10, 1])
    let error = #expect(throws: InputError.self) {
      try Network(input: [5], seed: 1) { RBFOutput("output", codes: codes) }
    }
    #expect(
      error?.description
        == "output (Euclidean RBF): expected [2], as many units as codes have, found [5]")
    let flat = #expect(throws: InputError.self) { try RBFCodes(Tensor(shape: [4])) }
    #expect(flat?.description == "RBF codes: expected a shape [classes, units], found [4]")
  }

  @Test("Batches of any size, and what an image gives alone", arguments: [0, 1, 7, 32, 33])
  func batches(count: Int) throws {
    let network = try LeNet5.network(initialization: .standard, seed: 2)
    var generator = SeededGenerator(seed: 8)
    let images = Tensor(
      shape: [count, 1, 32, 32],
      scalars: (0..<count * 1_024).map { _ in generator.uniform(in: -0.1...1.175) })
    let penalties = network(images)
    #expect(penalties.shape == [count, 10])
    #expect(penalties.scalars.allSatisfy { $0 > 0 && $0 < 620 })
    if let last = (0..<count).last {
      let alone = Tensor(shape: [1, 1, 32, 32], scalars: images[last].scalars)
      #expect(network(alone)[0] == penalties[last])
    }
    let (loss, gradients) = network.gradients(
      images: images, labels: (0..<count).map { $0 % 10 }, loss: CompetitivePenalty(j: 1))
    #expect(loss.isFinite && gradients.values.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }

  @Test("The smallest penalty wins")
  func smallestWins() throws {
    let lenet = try LeNet5.network(seed: 1)
    #expect(lenet.smallestOutputWins)
    #expect(lenet.winner(of: [3, 1, 2, 1] as [Float]) == 1)
    let article = try ArticleNet.network(seed: 1)
    #expect(!article.smallestOutputWins)
    #expect(article.winner(of: [3, 1, 3, 2] as [Float]) == 0)
  }

  @Test("A loss that wants the opposite of the output stops with a message")
  func wrongLoss() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let network = try LeNet5.network(seed: 1)
      _ = network.gradients(
        images: Tensor(shape: [1, 1, 32, 32]), labels: [0], loss: NegativeLogLikelihood())
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "NegativeLogLikelihood: expected a network in which the largest output wins, "
          + "found one in which the smallest does"))
  }
}
