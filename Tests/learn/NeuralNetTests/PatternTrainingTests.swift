import NeuralNet
import Testing

@Suite("Training pattern by pattern")
struct PatternTrainingTests {
  /// A small network with every layer of LeNet-5.
  func tinyLeNet(seed: UInt64 = 1) throws -> Network {
    let table = try ConnectionTable(inputMaps: 3, [[0, 1], [1, 2], [0, 2], [0, 1, 2]])
    var generator = SeededGenerator(seed: 99)
    let signs = (0..<48).map { _ in Float(2 * generator.integer(below: 2) - 1) }
    let codes = try RBFCodes(Tensor(shape: [4, 12], scalars: signs))
    return try Network(input: [1, 8, 8], seed: seed) {
      Conv2D("C1", maps: 3, kernel: 3)
      ScaledTanh()
      Subsampling2D("S2", window: 2)
      ScaledTanh()
      Conv2D("C3", table: table, kernel: 2)
      ScaledTanh()
      Dense("F6", units: 12)
      ScaledTanh()
      RBFOutput("output", codes: codes)
    }
  }

  @Test("A step is eta g / (mu + h)")
  func step() throws {
    var network = try tinyLeNet()
    let data = barImages(count: 1, seed: 5)
    let (images, labels) = (data.images(at: [0]), [Int(data.labels[0])])
    let gradients = network.gradients(images: images, labels: labels).gradients
    let curvatures = network.curvatures(images: images, labels: labels)
    let before = network
    let rule = DiagonalLevenbergMarquardt(learningRate: 0.01, mu: 0.1)
    var trainer = Trainer(rule, loss: RightPenalty(), seed: 1)
    try trainer.trainEpoch(&network, on: data)
    for name in network.parameterNames {
      let (g, h) = (try #require(gradients[name]), try #require(curvatures[name]))
      for index in g.scalars.indices {
        let expected =
          before[name].scalars[index] - 0.01 * g.scalars[index] / (0.1 + h.scalars[index])
        #expect(abs(network[name].scalars[index] - expected) < 1e-6, "\(name) \(index)")
      }
    }
  }

  @Test("Without an estimate it is plain gradient descent, also in networks with branches")
  func plainDescent() throws {
    let data = barImages(count: 30, seed: 5)
    for network in [try tinyLeNet(), try smallNetwork()] {
      let loss = network.standardLoss
      var (pattern, batch) = (network, network)
      let rule = DiagonalLevenbergMarquardt(learningRate: 0.01, mu: 1, estimationPatterns: 0)
      var patternTrainer = Trainer(rule, loss: loss, seed: 3)
      try patternTrainer.train(&pattern, on: data, epochs: 2)
      var batchTrainer = Trainer(
        batchSize: 1, optimizer: GradientDescent(learningRate: 0.01), loss: loss, seed: 3)
      try batchTrainer.train(&batch, on: data, epochs: 2)
      for name in network.parameterNames {
        let pairs = zip(pattern[name].scalars, batch[name].scalars)
        #expect(pairs.allSatisfy { abs($0 - $1) < 1e-4 }, "\(name)")
        #expect(pattern[name] != network[name])
      }
    }
  }

  @Test(
    "Small networks learn, with an estimate that stays and with one that runs",
    arguments: [nil, DiagonalLevenbergMarquardt.RunningEstimate.everyTenthPattern])
  func learns(running: DiagonalLevenbergMarquardt.RunningEstimate?) throws {
    let (training, test) = (barImages(count: 400, seed: 1), barImages(count: 100, seed: 2))
    for network in [try tinyLeNet(), try smallNetwork()] {
      var network = network
      let rule = DiagonalLevenbergMarquardt(
        learningRate: 5e-3, mu: 0.1, estimationPatterns: 100, running: running)
      var trainer = Trainer(rule, loss: network.standardLoss, seed: 1)
      let before = network.evaluate(on: test).meanLoss
      try trainer.train(&network, on: training, epochs: 4)
      let after = network.evaluate(on: test)
      #expect(after.accuracy > 0.95)
      #expect(after.meanLoss < before / 3)
    }
  }

  @Test("A data set of one class, or of nothing, works")
  func oddData() throws {
    var network = try tinyLeNet()
    let rule = DiagonalLevenbergMarquardt(mu: 0.1, running: .everyTenthPattern)
    var trainer = Trainer(rule, loss: RightPenalty(), schedule: .lenet1998, seed: 1)
    let before = network
    try trainer.trainEpoch(&network, on: barImages(count: 0, seed: 1))
    #expect(network.namedParameters == before.namedParameters)
    let images = barImages(count: 33, classes: 1, seed: 1)
    try trainer.train(&network, on: images, epochs: 3)
    #expect(network.evaluate(on: images).accuracy == 1)
    #expect(trainer.epochs == 4)
  }

  @Test("Weights that are not connected stay zero")
  func zerosStay() throws {
    var network = try tinyLeNet()
    let rule = DiagonalLevenbergMarquardt(mu: 0.02, running: .everyTenthPattern)
    var trainer = Trainer(rule, loss: CompetitivePenalty(j: 1), seed: 1)
    try trainer.trainEpoch(&network, on: barImages(count: 50, seed: 1))
    #expect(network["C3.weight"][0][2].scalars.allSatisfy { $0 == 0 })
    #expect(network["C3.weight"][0][1].scalars.allSatisfy { $0 != 0 })
    var batches = Trainer(
      batchSize: 7, optimizer: Adam(), loss: CompetitivePenalty(j: 1), seed: 1)
    try batches.trainEpoch(&network, on: barImages(count: 50, seed: 1))
    #expect(network["C3.weight"][0][2].scalars.allSatisfy { $0 == 0 })
  }

  @Test("Steps are numbered, and follow the schedule")
  func steps() throws {
    var network = try tinyLeNet()
    var trainer = Trainer(
      DiagonalLevenbergMarquardt(), loss: RightPenalty(),
      schedule: .steps([.init(0.5e-3, epochs: 1), .init(0.25e-3, epochs: 1)]), seed: 1)
    var steps: [TrainingStep] = []
    try trainer.train(&network, on: barImages(count: 3, seed: 1), epochs: 3) { steps.append($0) }
    #expect(steps.map(\.epoch) == [1, 1, 1, 2, 2, 2, 3, 3, 3])
    #expect(steps.map(\.batch) == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    #expect(steps.allSatisfy { $0.batches == 3 })
    #expect(steps.map(\.learningRate) == [5e-4, 5e-4, 5e-4] + [Float](repeating: 2.5e-4, count: 6))
    #expect(trainer.epochs == 3)
  }

  @Test("A loss that is not finite stops the training and names step and layer")
  func notFinite() throws {
    var network = try tinyLeNet()
    var weights = network["C3.weight"]
    weights.scalars[0] = .nan
    network["C3.weight"] = weights
    let broken = network
    var trainer = Trainer(DiagonalLevenbergMarquardt(), loss: RightPenalty(), seed: 1)
    let error = #expect(throws: TrainingError.self) {
      try trainer.trainEpoch(&network, on: barImages(count: 4, seed: 1))
    }
    #expect(error?.layer == "C3")
    #expect(error?.step.batch == 1)
    // A number that is none equals nothing, so the broken tensor is left out.
    for name in network.parameterNames where name != "C3.weight" {
      #expect(network[name] == broken[name])
    }
    #expect(trainer.epochs == 0)
  }
}
