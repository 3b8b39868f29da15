import Datasets
import Errors
import Foundation
import ModelFiles
import NeuralNet
import Testing
import Training

@Suite("Training runs")
struct TrainingRunTests {
  private func digits(_ range: Range<Int>) throws -> DigitSet {
    try Digits.sample().training[range]
  }

  private func run(_ settings: TrainingSettings, passes: Int) throws -> TrainingRun {
    var run = try TrainingRun(settings, dataSet: "some digits", threads: 2)
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
    try run(settings, passes: 1).checkpoint().write(to: file)
    var resumed = try TrainingRun(
      resuming: TrainingCheckpoint(contentsOf: file), settings, dataSet: "some digits", threads: 1)
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
    var recipeName = "article-improved"
    var seed: UInt64 = 1
    var batchSize: Int?
    var learningRate: Float?
    var epochs = 4
    var dataSet = "a"
    var testDescription: String
  }

  @Test(
    "do not go on with other settings",
    arguments: [
      Change(
        recipeName: "lenet5",
        testDescription: "recipe: expected article-improved, with which the training began, "
          + "found lenet5"),
      Change(
        seed: 2, testDescription: "seed: expected 1, with which the training began, found 2"),
      Change(
        batchSize: 32,
        testDescription: "batch: expected the recipe's, with which the training began, found 32"),
      Change(
        learningRate: 0.1,
        testDescription: "rate: expected the recipe's, with which the training began, found 0.1"),
      Change(
        epochs: 5, testDescription: "epochs: expected 4, with which the training began, found 5"),
      Change(
        dataSet: "b", testDescription: "data: expected a, with which the training began, found b"),
    ])
  func otherSettings(change: Change) throws {
    let begun = try TrainingRun(
      TrainingSettings(recipeName: "article-improved", epochs: 4), dataSet: "a")
    let settings = try TrainingSettings(
      recipeName: change.recipeName, seed: change.seed, batchSize: change.batchSize,
      learningRate: change.learningRate, epochs: change.epochs)
    let error = #expect(throws: InputError.self) {
      try TrainingRun(resuming: begun.checkpoint(), settings, dataSet: change.dataSet)
    }
    #expect(error?.description == change.testDescription)
  }

  @Test("go on for longer where the learning rate does not depend on the length")
  func longer() throws {
    let begun = try run(TrainingSettings(recipeName: "article", epochs: 1), passes: 1)
    let settings = try TrainingSettings(recipeName: "article", epochs: 9)
    let resumed = try TrainingRun(
      resuming: begun.checkpoint(), settings, dataSet: "some digits")
    #expect(resumed.recipe.epochs == 9)
  }

  @Test("do not go on from other files")
  func otherFile() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString)")
    try Data("{}".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: InputError.self) {
      try TrainingCheckpoint(contentsOf: file)
    }
    #expect(
      error?.description
        == "\(file.lastPathComponent): expected a training that was stopped, found another kind of file"
    )
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
      ("article", nil, nil, 0, "epochs: expected at least 1, found 0"),
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
