import Datasets
import Errors
import Files
import Foundation
import Testing
import Training

@Suite("Checkpoints that were changed")
struct TrainingCheckpointTests {
  /// A way to change a checkpoint's JSON, and what is said about it.
  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var message: String
    var recipeName = "article"
    var change: @Sendable (inout [String: Any]) -> Void

    init(
      _ description: String, _ message: String, recipeName: String = "article",
      _ change: @escaping @Sendable (inout [String: Any]) -> Void
    ) {
      testDescription = description
      self.message = message
      self.recipeName = recipeName
      self.change = change
    }

    /// A change of what is at a path.
    init(
      _ path: String, _ value: any Sendable, _ message: String, recipeName: String = "article"
    ) {
      self.init("\(path) = \(value)", message, recipeName: recipeName) { object in
        Self.set(&object, path.split(separator: ".").map(String.init)[...], value)
      }
    }

    private static func set(_ object: inout [String: Any], _ path: ArraySlice<String>, _ value: Any)
    {
      guard let key = path.first else { return }
      if path.count == 1 {
        object[key] = value
      } else {
        var inner = object[key] as? [String: Any] ?? [:]
        set(&inner, path.dropFirst(), value)
        object[key] = inner
      }
    }

    /// A change of the optimizer's memory, which is JSON in JSON.
    static func memory(
      _ description: String, _ message: String, recipeName: String = "article",
      _ change: @escaping @Sendable (inout [String: Any]) -> Void
    ) -> Change {
      Change(description, message, recipeName: recipeName) { object in
        var state = object["state"] as? [String: Any] ?? [:]
        let data = Data(base64Encoded: state["memory"] as? String ?? "") ?? Data()
        var memory = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
        change(&memory)
        state["memory"] = (try? JSONSerialization.data(withJSONObject: memory))?
          .base64EncodedString()
        object["state"] = state
      }
    }
  }

  private static func shortened(_ value: Any?) -> [[Double]] {
    var moments = value as? [[Double]] ?? []
    moments[0].removeLast()
    return moments
  }

  static let counts =
    "[150, 6, 2400, 16, 2400, 16, 48000, 120, 10080, 84, 840, 10]"

  static let changes = [
    Change("state.epochs", -1, ": state.epochs: expected from 0 to 2 passes, found -1"),
    Change(
      "state.epochs", 1 << 62,
      ": state.epochs: expected from 0 to 2 passes, found 4611686018427387904"),
    Change("state.epochs", 2, ": history.passes: expected passes 1 to 2, found 1 that do not fit"),
    Change(
      "state.epochs", "one",
      ": expected a checkpoint of a training, found something that cannot be at state.epochs"),
    Change(
      "state.epochs", 1e30,
      ": expected a checkpoint of a training, found one that is cut short or damaged"),
    Change(
      "settings.epochs", 1 << 62,
      ": expected a checkpoint of a training, found something that cannot be at settings"),
    Change(
      "settings.recipeName", "resnet",
      ": expected a checkpoint of a training, found something that cannot be at settings"),
    Change(
      "settings.learningRate", -1,
      ": expected a checkpoint of a training, found something that cannot be at settings"),
    Change("settings.seed", 2, ": seed: expected 2, found 1"),
    Change(
      "state.generator", ["state": [0, 0, 0, 0]],
      ": expected a checkpoint of a training, found something that cannot be at "
        + "state.generator.state"),
    Change(
      "state.parameters", [String: Int](),
      ": c1.weight: expected a tensor of shape [6, 1, 5, 5], found none"),
    Change(
      "a parameter of another shape",
      ": expected a checkpoint of a training, found something that cannot be at "
        + "state.parameters.c1.bias.scalars"
    ) { object in
      var state = object["state"] as? [String: Any] ?? [:]
      var parameters = state["parameters"] as? [String: Any] ?? [:]
      parameters["c1.bias"] = ["shape": [1 << 62, 4, 1], "scalars": [Int]()]
      state["parameters"] = parameters
      object["state"] = state
    },
    .memory(
      "shorter second moments",
      ": Adam: secondMoments: expected as many as parameters, \(counts), "
        + "found \(counts.replacing("150", with: "149"))"
    ) { $0["secondMoments"] = shortened($0["secondMoments"]) },
    .memory(
      "shorter first moments",
      ": Adam: firstMoments: expected as many as parameters, \(counts), "
        + "found \(counts.replacing("150", with: "149"))"
    ) { $0["firstMoments"] = shortened($0["firstMoments"]) },
    .memory(
      "no moments", ": Adam: firstMoments: expected as many as parameters, \(counts), found []"
    ) {
      $0["firstMoments"] = [[Double]]()
      $0["secondMoments"] = [[Double]]()
    },
    .memory(
      "steps before the first", ": Adam: steps: expected from 0 to 1125899906842624, found -1"
    ) { $0["steps"] = -1 },
    .memory(
      "too many steps",
      ": Adam: steps: expected from 0 to 1125899906842624, found 9223372036854775807"
    ) { $0["steps"] = Int.max },
    .memory(
      "another beta",
      ": Adam: expected beta1, beta2 and epsilon of [0.9, 0.999, 1e-08], "
        + "found [2.0, 0.999, 1e-08]"
    ) { $0["beta1"] = 2 },
    .memory("no memory", ": memory: expected the memory of Adam, found something else") {
      $0 = [:]
    },
    .memory(
      "an interval of 0", ": memory: expected DiagonalLevenbergMarquardt", recipeName: "lenet5"
    ) { $0["running"] = ["interval": 0, "weight": 0.02] },
  ]

  @Test("are refused, and say where", arguments: changes)
  func refuse(change: Change) throws {
    let digits = try Digits.sample()
    let settings = try TrainingSettings(recipeName: change.recipeName, epochs: 2)
    var run = try TrainingRun(settings, data: TrainingData(digits), threads: 1)
    try run.trainPass(
      on: run.recipe.images(digits.training[0..<20]), test: run.recipe.images(digits.test[0..<5]))
    let file = FileManager.default.temporaryDirectory
      .appending(path: "checkpoint-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let whole = try run.checkpoint().serialized()
    var object = try #require(JSONSerialization.jsonObject(with: whole) as? [String: Any])
    change.change(&object)
    try JSONSerialization.data(withJSONObject: object).write(to: URL(filePath: file))
    let error = #expect(throws: InputError.self) {
      try TrainingCheckpoint(contentsOf: InputFile(file))
    }
    #expect(error?.description.hasPrefix(file + change.message) == true, "\(error as Any)")
  }
}
