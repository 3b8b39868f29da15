import Errors
import Foundation
import NeuralNet
import Testing

@Suite("Stopping and going on")
struct TrainingStateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var trainer: @Sendable (UInt64) -> Trainer
  }

  static let cases = [
    Case(testDescription: "Adam") { seed in
      Trainer(
        batchSize: 16, optimizer: Adam(learningRate: 3e-3),
        schedule: .cosine(from: 3e-3, to: 1e-5, epochs: 3), distortion: Noise(), seed: seed)
    },
    Case(testDescription: "gradient descent") { seed in
      Trainer(batchSize: 10, optimizer: GradientDescent(learningRate: 0.1), seed: seed)
    },
    Case(testDescription: "stochastic diagonal Levenberg-Marquardt") { seed in
      Trainer(
        DiagonalLevenbergMarquardt(mu: 0.1, running: .everyTenthPattern),
        loss: NegativeLogLikelihood(), schedule: .exponential(from: 1e-3, to: 1e-4, epochs: 3),
        distortion: Noise(), seed: seed)
    },
  ]

  @Test(
    "Stopped after any pass, stored and read, it ends in the same bits", arguments: cases, 0...2)
  func resume(test: Case, stop: Int) throws {
    let data = barImages(count: 90, seed: 1)
    var (whole, first) = (try smallNetwork(), try smallNetwork())
    var trainer = test.trainer(4)
    try trainer.train(&whole, on: data, epochs: 3)

    var stopped = test.trainer(4)
    try stopped.train(&first, on: data, epochs: stop)
    let stored = try JSONEncoder().encode(stopped.state(of: first))
    let state = try JSONDecoder().decode(TrainingState.self, from: stored)
    #expect(try state == stopped.state(of: first))

    var second = try smallNetwork(seed: 77)
    var resumed = test.trainer(4)
    try resumed.resume(from: state, &second)
    #expect(resumed.epochs == stop)
    try resumed.train(&second, on: data, epochs: 3 - stop)
    #expect(second.namedParameters == whole.namedParameters)
    #expect(try resumed.state(of: second).generator == trainer.state(of: whole).generator)
  }

  @Test("A state of another method, seed or network is refused")
  func refused() throws {
    var network = try smallNetwork()
    let state = try Trainer(batchSize: 8, seed: 1).state(of: network)
    var other = Trainer(batchSize: 8, optimizer: GradientDescent(learningRate: 1), seed: 1)
    let method = #expect(throws: InputError.self) {
      try other.resume(from: state, &network)
    }
    #expect(
      method?.description
        == "method: expected GradientDescent, batches of 8, found Adam, batches of 8")
    var seeded = Trainer(batchSize: 8, seed: 2)
    let seed = #expect(throws: InputError.self) {
      try seeded.resume(from: state, &network)
    }
    #expect(seed?.description == "seed: expected 2, found 1")
    var article = try ArticleNet.network(seed: 1)
    var same = Trainer(batchSize: 8, seed: 1)
    #expect(throws: InputError.self) { try same.resume(from: state, &article) }
  }
}
