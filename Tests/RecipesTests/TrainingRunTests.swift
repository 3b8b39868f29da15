import Datasets
import Foundation
import ModelFiles
import NeuralNet
import Recipes
import Testing

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
    let training = run.settings.recipe.images(try digits(0..<600))
    let test = run.settings.recipe.images(try digits(600..<700))
    for _ in 0..<passes { try run.trainPass(on: training, test: test) }
  }

  @Test(
    "go on from a file as if they had not stopped", arguments: Recipe.allCases,
    [TrainingSettings.Distortion.none, .gentle])
  func resume(recipe: Recipe, distortion: TrainingSettings.Distortion) throws {
    let settings = try TrainingSettings(recipe: recipe, seed: 5, distortion: distortion)
    let whole = try run(settings, passes: 3)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "checkpoint-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try run(settings, passes: 1).checkpoint().write(to: file)
    let checkpoint = try TrainingCheckpoint(contentsOf: file)
    try checkpoint.check(settings, dataSet: "some digits")
    var resumed = try TrainingRun(resuming: checkpoint, threads: 1)
    #expect(resumed.epochs == 1)
    try train(&resumed, passes: 2)
    #expect(resumed.network.namedParameters == whole.network.namedParameters)
    #expect(resumed.history == whole.history)
    #expect(resumed.record == whole.record)
  }

  @Test("report steps of 256 digits, however many learn at a time", arguments: Recipe.allCases)
  func history(recipe: Recipe) throws {
    let history = try run(TrainingSettings(recipe: recipe), passes: 2).history
    #expect(history.steps.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(history.steps.map(\.batch) == [1, 2, 3, 1, 2, 3])
    #expect(history.steps.allSatisfy { $0.batches == 3 && $0.loss.isFinite })
    #expect(history.passes.map(\.epoch) == [1, 2])
    let lines = history.csv.split(separator: "\n")
    #expect(lines[0] == "epoch,batch,loss,learning_rate,test_loss,test_accuracy")
    #expect(lines.count == 7)
    let pass = history.passes[0]
    let rate = recipe == .article ? "0.002" : "0.0005"
    #expect(lines[1] == "1,1,\(history.steps[0].loss),\(rate),,")
    #expect(
      lines[3] == "1,3,\(history.steps[2].loss),\(rate),\(pass.testLoss),\(pass.testAccuracy)")
  }

  @Test(
    "do not go on with other settings",
    arguments: [
      (Recipe.lenet5, 1, nil, nil, "a", "network: expected article, found lenet5"),
      (.article, 2, nil, nil, "a", "seed: expected 1, found 2"),
      (.article, 1, 32, nil, "a", "batch: expected 256, found 32"),
      (.article, 1, nil, 0.1, "a", "rate: expected 0.002, found 0.1"),
      (.article, 1, nil, nil, "b", "data: expected a, found b"),
    ] as [(Recipe, UInt64, Int?, Float?, String, String)])
  func otherSettings(
    recipe: Recipe, seed: UInt64, batch: Int?, rate: Float?, dataSet: String, message: String
  ) throws {
    let begun = try TrainingRun(TrainingSettings(recipe: .article), dataSet: "a")
    let settings = try TrainingSettings(
      recipe: recipe, seed: seed, batchSize: batch, learningRate: rate)
    let error = #expect(throws: CheckpointError.self) {
      try begun.checkpoint().check(settings, dataSet: dataSet)
    }
    let text = error?.description.replacing(", with which the training began", with: "")
    #expect(text == message)
  }

  @Test("do not go on from other files")
  func otherFile() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString)")
    try Data("{}".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: CheckpointError.self) {
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
      (Recipe.article, 0, nil, "batch: expected at least 1 digit, found 0"),
      (
        .lenet5, 2, nil, "batch: expected 1, since lenet5 learns from one digit at a time, found 2"
      ),
      (.article, nil, 0, "rate: expected a number above 0, found 0.0"),
      (.lenet5, nil, .infinity, "rate: expected a number above 0, found inf"),
    ] as [(Recipe, Int?, Float?, String)])
  func impossible(recipe: Recipe, batch: Int?, rate: Float?, message: String) {
    let error = #expect(throws: SettingsError.self) {
      try TrainingSettings(recipe: recipe, batchSize: batch, learningRate: rate)
    }
    #expect(error?.description == message)
  }

  @Test("scale the schedule of LeNet-5 to the first rate")
  func scaledSchedule() throws {
    let settings = try TrainingSettings(recipe: .lenet5, learningRate: 1e-3)
    let rates = try run(settings, passes: 3).history.steps.map(\.learningRate)
    #expect(rates == [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 4e-4, 4e-4, 4e-4])
  }
}
