import Datasets
import Errors
import Files
import Foundation
import ModelFiles
import NeuralNet
import Testing
import Training

@Suite("Training runs")
struct TrainingRunTests {
  private let someDigits = TrainingData(source: "some digits", training: 1, test: 2)

  private func digits(_ range: Range<Int>) throws -> DigitSet {
    try Digits.sample().training[range]
  }

  private func run(_ settings: TrainingSettings, passes: Int) throws -> TrainingRun {
    var run = try TrainingRun(settings, data: someDigits, threads: 2)
    try train(&run, passes: passes)
    return run
  }

  private func train(_ run: inout TrainingRun, passes: Int) throws {
    let training = run.recipe.images(try digits(0..<600))
    let test = run.recipe.images(try digits(600..<700))
    for _ in 0..<passes { try run.trainPass(on: training, test: test) }
  }

  @Test(
    "go on from a file as if they had not stopped",
    arguments: ["article", "article-improved", "lenet5", "lenet5-distorted"])
  func resume(recipeName: String) throws {
    let settings = try TrainingSettings(recipeName: recipeName, seed: 5, epochs: 3)
    let whole = try run(settings, passes: 3)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "checkpoint-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try run(settings, passes: 1).checkpoint().serialized().write(to: file)
    let checkpoint = try TrainingCheckpoint(contentsOf: InputFile(file))
    var resumed = try TrainingRun(
      resuming: checkpoint, checkpoint.settings(for: TrainingOptions()), data: someDigits,
      threads: 1)
    #expect(resumed.epochs == 1)
    try train(&resumed, passes: 2)
    #expect(resumed.network.namedParameters == whole.network.namedParameters)
    #expect(resumed.history == whole.history)
    #expect(resumed.record == whole.record)
  }

  @Test("report steps, those of single digits 256 at a time", arguments: ["article", "lenet5"])
  func history(recipeName: String) throws {
    let history = try run(TrainingSettings(recipeName: recipeName), passes: 2).history
    #expect(history.steps.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(history.steps.map(\.batch) == [1, 2, 3, 1, 2, 3])
    #expect(history.steps.allSatisfy { $0.batches == 3 && $0.loss.isFinite })
    #expect(history.passes.map(\.epoch) == [1, 2])
    let lines = history.csv.split(separator: "\n")
    #expect(lines[0] == "epoch,batch,loss,learning_rate,test_loss,test_accuracy")
    #expect(lines.count == 7)
    let pass = history.passes[0]
    let rates = history.steps.map(\.learningRate)
    #expect(lines[1] == "1,1,\(history.steps[0].loss),\(rates[0]),,")
    #expect(
      lines[3]
        == "1,3,\(history.steps[2].loss),\(rates[2]),\(pass.testLoss),\(pass.testAccuracy)")
  }

  struct Change: Sendable, CustomTestStringConvertible {
    var options: TrainingOptions
    var testDescription: String

    init(_ options: TrainingOptions, _ message: String) {
      self.options = options
      testDescription = message
    }
  }

  @Test(
    "do not go on with other settings",
    arguments: [
      Change(
        TrainingOptions(recipeName: "lenet5"),
        "recipe: expected article-improved, with which the training began, found lenet5"),
      Change(
        TrainingOptions(seed: 2), "seed: expected 1, with which the training began, found 2"),
      Change(
        TrainingOptions(batchSize: 32),
        "batch: expected 256, with which the training began, found 32"),
      Change(
        TrainingOptions(learningRate: 0.1),
        "rate: expected 0.004, with which the training began, found 0.1"),
      Change(
        TrainingOptions(epochs: 5),
        "epochs: expected 4, for which the learning rates of article-improved were planned when "
          + "the training began, found 5; train anew for another number of passes"),
    ])
  func otherSettings(change: Change) throws {
    let begun = try TrainingRun(
      TrainingSettings(recipeName: "article-improved", epochs: 4), data: someDigits
    ).checkpoint()
    let error = #expect(throws: InputError.self) { try begun.settings(for: change.options) }
    #expect(error?.description == change.testDescription)
    // What is said again may be said.
    let same = TrainingOptions(
      recipeName: "article-improved", seed: 1, batchSize: 256, learningRate: 4e-3, epochs: 4)
    #expect(try begun.settings(for: same) == begun.settings)
  }

  @Test("do not go on with other digits")
  func otherDigits() throws {
    let begun = try TrainingRun(
      TrainingSettings(recipeName: "article"), data: someDigits
    ).checkpoint()
    for (data, message) in [
      (
        TrainingData(source: "others", training: 1, test: 2),
        "data: expected some digits, with which the training began, found others"
      ),
      (
        TrainingData(source: "some digits", training: 3, test: 2),
        "data: expected the training digits with which the training began, found others, as many"
      ),
      (
        TrainingData(source: "some digits", training: 1, test: 3),
        "data: expected the test digits with which the training began, found others, as many"
      ),
    ] {
      let error = #expect(throws: InputError.self) {
        try TrainingRun(resuming: begun, begun.settings, data: data)
      }
      #expect(error?.description == message)
    }
  }

  @Test("go on for longer where the learning rate does not depend on the length")
  func longer() throws {
    let begun = try run(TrainingSettings(recipeName: "article", epochs: 1), passes: 1).checkpoint()
    let settings = try begun.settings(for: TrainingOptions(epochs: 9))
    let resumed = try TrainingRun(resuming: begun, settings, data: someDigits)
    #expect(resumed.recipe.epochs == 9)
    #expect(resumed.epochs == 1)
  }

  @Test(
    "refuse settings that are not possible",
    arguments: [
      ("article", 0, nil, 1, "batch: expected at least 1, found 0"),
      (
        "lenet5", 2, nil, 1,
        "batch: expected 1, since lenet5 learns from one digit at a time, found 2"
      ),
      ("article", nil, 0, 1, "rate: expected a number above 0, found 0.0"),
      ("lenet5", nil, .infinity, 1, "rate: expected a number above 0, found inf"),
      ("article", nil, nil, 0, "epochs: expected from 1 to 1000000, found 0"),
      ("article", nil, nil, .max, "epochs: expected from 1 to 1000000, found \(Int.max)"),
      (
        "resnet", nil, nil, 1,
        "recipe: expected article, article-improved, article-few-digits, lenet5, "
          + "lenet5-distorted, found resnet"
      ),
    ] as [(String, Int?, Float?, Int, String)])
  func impossible(name: String, batch: Int?, rate: Float?, epochs: Int, message: String) {
    let error = #expect(throws: InputError.self) {
      try TrainingSettings(
        recipeName: name, batchSize: batch, learningRate: rate, epochs: epochs)
    }
    #expect(error?.description == message)
  }

  @Test("stretch a recipe's schedule to the length and the highest rate")
  func recipeSchedule() throws {
    let own = try #require(TrainingRecipe.articleImproved.schedule)
    let recipe = try TrainingSettings(
      recipeName: "article-improved", learningRate: 1e-3, epochs: 6
    ).recipe()
    #expect(recipe.schedule == own.lasting(6).scaled(by: 1e-3 / own.highestRate))
    #expect(recipe.epochs == 6)
    let constant = try TrainingSettings(recipeName: "article", learningRate: 0.1).recipe()
    #expect(constant.schedule == nil)
    #expect(constant.trainer(seed: 1).learningRate == 0.1)
  }

  @Test(
    "stretch every kind of schedule",
    arguments: [
      (.exponential(from: 4, to: 1, epochs: 2), .exponential(from: 2, to: 0.5, epochs: 6)),
      (.cosine(from: 1, to: 4, epochs: 2), .cosine(from: 0.5, to: 2, epochs: 6)),
      (.oneCycle(peak: 4, epochs: 2), .oneCycle(peak: 2, epochs: 6)),
      (
        .steps([.init(4, epochs: 1), .init(2, epochs: 1)]),
        .steps([.init(2, epochs: 1), .init(1, epochs: 1)])
      ),
    ] as [(LearningRateSchedule, LearningRateSchedule)])
  func schedules(schedule: LearningRateSchedule, stretched: LearningRateSchedule) {
    #expect(schedule.highestRate == 4)
    #expect(schedule.scaled(by: 0.5).lasting(6) == stretched)
    #expect(schedule.dependsOnLength == (schedule.lasting(6) != schedule))
  }
}
