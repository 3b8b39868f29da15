import NeuralNet
import Testing

@Suite("Training")
struct TrainerTests {
  @Test("Weights are the same bits for any number of threads", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    // Batches of 100 make four shards, the last one small; the last batch has 50.
    let data = barImages(count: 250, seed: 1)
    func trained(threads: Int) throws -> Network {
      var network = try smallNetwork()
      var trainer = Trainer(batchSize: 100, seed: 2, threads: threads)
      try trainer.train(&network, on: data, epochs: 2)
      return network
    }
    let (one, many) = (try trained(threads: 1), try trained(threads: count))
    #expect(one.namedParameters == many.namedParameters)
    #expect(
      one.evaluate(on: data, threads: 1) == many.evaluate(on: data, threads: count))
  }

  @Test(
    "The plain loops train to the same weights but for rounding",
    arguments: [
      { Trainer(batchSize: 100, optimizer: GradientDescent(learningRate: 0.1), seed: 2) },
      { Trainer(batchSize: 100, optimizer: Adam(), seed: 2) },
      {
        Trainer(
          DiagonalLevenbergMarquardt(mu: 0.1, running: .everyTenthPattern),
          loss: NegativeLogLikelihood(), seed: 2)
      },
    ] as [@Sendable () -> Trainer])
  func plain(makeTrainer: @Sendable () -> Trainer) throws {
    let data = barImages(count: 150, seed: 1)
    let networks = try [Arithmetic.fast, .plain].map { arithmetic in
      var (network, trainer) = (try smallNetwork(arithmetic: arithmetic), makeTrainer())
      try trainer.train(&network, on: data, epochs: 2)
      return network
    }
    for name in networks[0].parameterNames {
      let pairs = zip(networks[0][name].scalars, networks[1][name].scalars)
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 }, "\(name)")
    }
  }

  @Test("A rule of a reader's own sees tensors, and has its way")
  func ownRule() throws {
    let data = barImages(count: 50, seed: 1)
    var (own, plain) = (try smallNetwork(), try smallNetwork())
    var ownTrainer = Trainer(batchSize: 20, optimizer: Halving(learningRate: 0.1), seed: 2)
    try ownTrainer.train(&own, on: data, epochs: 2)
    var trainer = Trainer(batchSize: 20, optimizer: GradientDescent(learningRate: 0.05), seed: 2)
    try trainer.train(&plain, on: data, epochs: 2)
    for name in own.parameterNames {
      let pairs = zip(own[name].scalars, plain[name].scalars)
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-6 }, "\(name)")
    }
  }

  @Test("Training learns to tell bars apart")
  func learns() throws {
    var network = try smallNetwork()
    let (training, test) = (barImages(count: 400, seed: 1), barImages(count: 100, seed: 2))
    let before = network.evaluate(on: test)
    var losses: [Double] = []
    var trainer = Trainer(batchSize: 32, optimizer: Adam(learningRate: 5e-3), seed: 3)
    try trainer.train(&network, on: training, epochs: 8) { losses.append($0.loss) }
    let after = network.evaluate(on: test)
    #expect(losses.count == 8 * 13)
    #expect(after.accuracy > 0.95)
    #expect(after.meanLoss < before.meanLoss / 4)
  }

  @Test("Steps are numbered from one")
  func steps() throws {
    var network = try smallNetwork()
    var trainer = Trainer(batchSize: 64, seed: 1)
    var steps: [TrainingStep] = []
    try trainer.train(&network, on: barImages(count: 130, seed: 1), epochs: 2) {
      steps.append($0)
    }
    #expect(steps.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(steps.map(\.batch) == [1, 2, 3, 1, 2, 3])
    #expect(steps.allSatisfy { $0.batches == 3 && $0.learningRate == 1e-3 })
    #expect(trainer.epochs == 2)
  }

  @Test("A last batch of one image and a data set of one class work")
  func oddSizes() throws {
    var network = try smallNetwork()
    let images = barImages(count: 33, classes: 1, seed: 1)
    var trainer = Trainer(batchSize: 32, optimizer: Adam(learningRate: 1e-2), seed: 1)
    try trainer.train(&network, on: images, epochs: 5)
    #expect(network.evaluate(on: images).accuracy == 1)
  }

  @Test("A loss that is not finite stops the training and names the step")
  func notFinite() throws {
    var network = try smallNetwork()
    var trainer = Trainer(batchSize: 10, optimizer: Adam(learningRate: 1e30), seed: 1)
    let error = #expect(throws: TrainingError.self) {
      try trainer.trainEpoch(&network, on: barImages(count: 40, seed: 1))
    }
    #expect(
      error?.description
        == "epoch 1, batch 2: expected a finite loss, found nan (learning rate 1e+30); "
        + "the first layer that is not finite is c2a")
  }

  @Test("The mean loss of an evaluation is the mean over images")
  func meanLoss() throws {
    let network = try smallNetwork()
    let data = barImages(count: 45, seed: 4)
    let output = network(data.images(at: 0..<45))
    let losses = (0..<45).map { -Double(output[$0].scalars[Int(data.labels[$0])]) }
    let evaluation = network.evaluate(on: data)
    #expect(abs(evaluation.meanLoss - losses.reduce(0, +) / 45) < 1e-9)
  }

  @Test("Evaluation counts and lists mistakes")
  func evaluation() throws {
    // The first output is the pixel itself, the second its opposite.
    var network = try Network(input: [1, 1, 1], seed: 1) { Dense("f", units: 2) }
    network["f.weight"] = Tensor(shape: [2, 1], scalars: [1, -1])
    network["f.bias"] = Tensor(shape: [2])
    let data = LabeledImages(
      images: Tensor(shape: [4, 1, 1, 1], scalars: [1, -1, 2, 0]), labels: [0, 1, 1, 1],
      classes: 2)
    let evaluation = network.evaluate(on: data)
    #expect(evaluation.predictions == [0, 1, 0, 0])
    #expect(evaluation.confusion == [[1, 0], [2, 1]])
    #expect(evaluation.accuracy == 0.5)
    #expect(
      evaluation.mistakes == [
        Evaluation.Mistake(index: 2, label: 1, predicted: 0, scores: [2, -2]),
        Evaluation.Mistake(index: 3, label: 1, predicted: 0, scores: [0, 0]),
      ])
  }
}

/// Gradient descent by half of the learning rate.
private struct Halving: Optimizer {
  var learningRate: Float

  mutating func update(_ parameters: inout [Tensor], gradients: [Tensor]) {
    for index in parameters.indices {
      for (number, gradient) in gradients[index].scalars.enumerated() {
        parameters[index].scalars[number] -= learningRate / 2 * gradient
      }
    }
  }
}
